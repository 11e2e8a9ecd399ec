/** Rows straight into a Postgres database: no indexes and no foreign keys until all of them are there. */
import pg from 'pg'
import type { Writer } from './rows.ts'

interface Index {
  readonly name: string
  readonly sql: string
}

const plainIndexes = `
  select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as sql
  from pg_index
  where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
    and not exists (select from pg_constraint where conindid = indexrelid)`

export async function fillPostgres<T>(
  url: string,
  fill: (writer: Writer) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(
      `set synchronous_commit = off; set session_replication_role = replica; set maintenance_work_mem = '512MB'`,
    )
    const { rows: indexes } = await client.query<Index>(plainIndexes)
    for (const { name } of indexes) await client.query(`drop index ${name}`)
    const result = await fill(writerTo(client))
    for (const { sql } of indexes) await client.query(sql)
    await client.query('vacuum (analyze)')
    return result
  } finally {
    await client.end()
  }
}

/** Columns that no row of a batch names are left to their defaults. */
function writerTo(client: pg.Client): Writer {
  return {
    async write(batch) {
      await client.query('begin')
      for (const [table, rows] of batch) {
        const [first] = rows
        if (!first) continue
        const columns = Object.keys(first).map((name) => `"${name}"`)
        await client.query(
          `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
          [JSON.stringify(rows)],
        )
      }
      await client.query('commit')
    },
  }
}
