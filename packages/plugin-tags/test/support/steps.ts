/** Reads from a query plan which tables are read from end to end, and whether rows are sorted. */
import { rows, type SQL, type Storage, sql } from '@deskhand/core/db'
import type { Statement } from '../../../core/test/support/statements.ts'

interface Steps {
  readonly scanned: readonly string[]
  readonly sorts: boolean
}

interface PostgresNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PostgresNode[]
}

/** Tables that hold something for each ticket. */
const large = /deskhand_(tickets|taggings)/

export async function stepsOf(storage: Storage, statement: Statement): Promise<Steps> {
  if (storage.dialect === 'sqlite') {
    const steps = await rows<{ detail: string }>(
      storage.db,
      withParameters(`explain query plan ${statement.sql}`, statement.parameters),
    )
    const details = steps.map(({ detail }) => detail)
    return {
      scanned: details.filter(
        (detail) => /^SCAN/.test(detail) && large.test(detail) && !/USING/.test(detail),
      ),
      sorts: details.some((detail) => /USE TEMP B-TREE.*ORDER BY/.test(detail)),
    }
  }
  const [row] = await rows<{ 'QUERY PLAN': [{ Plan: PostgresNode }] }>(
    storage.db,
    withParameters(`explain (format json) ${statement.sql}`, statement.parameters),
  )
  const nodes = row ? flatten(row['QUERY PLAN'][0].Plan) : []
  return {
    scanned: nodes
      .filter((node) => node['Node Type'] === 'Seq Scan' && large.test(node['Relation Name'] ?? ''))
      .map((node) => node['Relation Name'] ?? ''),
    sorts: nodes.some((node) => node['Node Type'].endsWith('Sort')),
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
