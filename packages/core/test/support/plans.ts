/** Reads query plans and says what is wrong with them. */
import { type SQL, sql } from 'drizzle-orm'
import { rows } from '../../src/db/dialect.ts'
import type { Storage } from '../../src/db/types.ts'
import type { Statement } from './statements.ts'

export interface PlanFaults {
  /** Large tables that are read from end to end. */
  readonly scans: readonly string[]
  /** The most rows that a sort is expected to take in; 0 without a sort. */
  readonly sorted: number
}

interface PostgresNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Plan Rows': number
  readonly Plans?: readonly PostgresNode[]
}

const largeTables = /deskhand_(tickets|replies|participants|directory|events|deliveries|jobs)/

/** `large` matches the names of the tables that the test has filled. Scans of others are no fault. */
export async function planFaults(
  storage: Storage,
  statement: Statement,
  large = largeTables,
): Promise<PlanFaults> {
  return storage.dialect === 'postgres'
    ? postgresFaults(storage, statement, large)
    : sqliteFaults(storage, statement, large)
}

/** The indexes that a plan reads. */
export async function plannedIndexes(storage: Storage, statement: Statement): Promise<string[]> {
  const indexes =
    storage.dialect === 'postgres'
      ? (await postgresNodes(storage, statement)).map((node) => node['Index Name'])
      : (await sqliteSteps(storage, statement)).map((step) => /INDEX (\w+)/.exec(step)?.[1])
  return indexes.filter((name) => name !== undefined)
}

async function postgresNodes(storage: Storage, statement: Statement): Promise<PostgresNode[]> {
  const [row] = await rows<{ 'QUERY PLAN': [{ Plan: PostgresNode }] }>(
    storage.db,
    withParameters(`explain (format json) ${statement.sql}`, statement.parameters),
  )
  return row ? flatten(row['QUERY PLAN'][0].Plan) : []
}

async function sqliteSteps(storage: Storage, statement: Statement): Promise<string[]> {
  const steps = await rows<{ detail: string }>(
    storage.db,
    withParameters(`explain query plan ${statement.sql}`, statement.parameters),
  )
  return steps.map(({ detail }) => detail)
}

async function postgresFaults(
  storage: Storage,
  statement: Statement,
  large: RegExp,
): Promise<PlanFaults> {
  const nodes = await postgresNodes(storage, statement)
  const inputs = nodes
    .filter((node) => node['Node Type'].endsWith('Sort'))
    .map((node) => Math.max(...(node.Plans ?? []).map((plan) => plan['Plan Rows'])))
  return {
    scans: nodes
      .filter((node) => node['Node Type'] === 'Seq Scan')
      .map((node) => node['Relation Name'] ?? '')
      .filter((table) => large.test(table)),
    sorted: Math.max(0, ...inputs),
  }
}

/** SQLite does not say how many rows it sorts, so any sort outside a bounded subquery counts as endless. */
async function sqliteFaults(
  storage: Storage,
  statement: Statement,
  large: RegExp,
): Promise<PlanFaults> {
  const details = await sqliteSteps(storage, statement)
  return {
    scans: details.flatMap((detail) => {
      const [, table = ''] = /^SCAN (\w+)(?! USING)/.exec(detail) ?? []
      return large.test(table) && !detail.includes('USING') ? [table] : []
    }),
    sorted: details.some((detail) => /USE TEMP B-TREE.*ORDER BY/.test(detail))
      ? Number.POSITIVE_INFINITY
      : 0,
  }
}

function flatten(node: PostgresNode): PostgresNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}

/** The recorded text with its parameters put back in, for either style of placeholder. */
function withParameters(text: string, parameters: readonly unknown[]): SQL {
  const parts = text.split(/\$\d+|\?/)
  return sql.join(
    parts.flatMap((part, index) =>
      index === 0 ? [sql.raw(part)] : [sql`${parameters[index - 1]}`, sql.raw(part)],
    ),
  )
}
