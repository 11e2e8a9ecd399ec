/** Reads from a query plan which tables of files are read from end to end, and what is sorted. */
import { type Database, rows, type SQL, type Storage, sql } from '@deskhand/core/db'
import type { Statement } from '../../../core/test/support/statements.ts'

interface PostgresNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Plan Rows': number
  readonly Plans?: readonly PostgresNode[]
}

const ours = /deskhand_attachment(s|_blobs)\b/

/**
 * What is wrong with the plan of a statement: a table of ours that is read from end to end, or a sort
 * for the sake of a part of what is sorted. SQLite tells no numbers, so there any such sort is named;
 * on Postgres those of more than `sortLimit` rows. `readsAll` is for statements that look at a large
 * part of a table: Postgres may find it cheaper to read all of it, so it is asked for the index only.
 */
export async function faultsOf(
  storage: Storage,
  statement: Statement,
  { sortLimit = 500, readsAll = false } = {},
): Promise<string[]> {
  if (storage.dialect === 'sqlite') return sqliteFaults(storage, statement)
  return storage.transaction(async (db) => {
    if (readsAll) await storage.execute(db, 'set local enable_seqscan = off')
    return postgresFaults(db, statement, sortLimit)
  })
}

async function sqliteFaults(storage: Storage, statement: Statement): Promise<string[]> {
  const steps = await rows<{ detail: string }>(
    storage.db,
    withParameters(`explain query plan ${statement.sql}`, statement.parameters),
  )
  return steps
    .map(({ detail }) => detail)
    .filter(
      (detail) =>
        (/^SCAN/.test(detail) && ours.test(detail) && !/USING/.test(detail)) ||
        (isPart(statement) && /USE TEMP B-TREE.*ORDER BY/.test(detail)),
    )
}

async function postgresFaults(
  db: Database,
  statement: Statement,
  sortLimit: number,
): Promise<string[]> {
  const [row] = await rows<{ 'QUERY PLAN': [{ Plan: PostgresNode }] }>(
    db,
    withParameters(`explain (format json) ${statement.sql}`, statement.parameters),
  )
  return (row ? flatten(row['QUERY PLAN'][0].Plan) : []).flatMap((node) => {
    const { 'Node Type': type, 'Relation Name': table = '', Plans = [] } = node
    if (type === 'Seq Scan' && ours.test(table)) return [`${type} ${table}`]
    const taken = Math.max(0, ...Plans.map((plan) => plan['Plan Rows']))
    return isPart(statement) && type.endsWith('Sort') && taken > sortLimit
      ? [`${type} of ${taken} rows`]
      : []
  })
}

const isPart = ({ sql }: Statement) => / limit /i.test(sql)

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

/** The statement without how many values its lists hold. */
export function shapeOf({ sql: text }: Statement): string {
  return text.replaceAll(/(\$\d+|\?)(, (\$\d+|\?))*/g, '?').replaceAll(/\(\?\)(, \(\?\))*/g, '(?)')
}
