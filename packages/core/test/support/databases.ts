/** Databases for tests: each call makes an empty one, so that test files never share rows. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

export interface FreshPostgres {
  url: string
  /** Also cuts connections that are still open, so end pools first. */
  drop(): Promise<void>
}

export interface FreshSqliteFile {
  file: string
  remove(): void
}

/** An empty database on the Postgres server of this test run. */
export async function freshPostgres(): Promise<FreshPostgres> {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await run(serverUrl, `create database ${name}`)

  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => run(serverUrl, `drop database if exists ${name} with (force)`),
  }
}

/** A path for a new SQLite file in a folder of its own, which also takes its `-wal` and `-shm`. */
export function freshSqliteFile(): FreshSqliteFile {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-sqlite-'))
  return {
    file: join(folder, 'helpdesk.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function run(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
