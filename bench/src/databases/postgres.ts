import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { createBenchHelpdesk } from '../helpdesk.ts'
import { generate, type Manifest } from '../seed/generate.ts'
import { fillPostgres } from '../seed/write-postgres.ts'
import { type Engine, seedVersion } from './engine.ts'

/** Databases on a server, with what is known of their tickets in a folder. */
export function postgresEngine(
  server: { url: string; stop(): Promise<void> },
  folder: string,
): Engine {
  const version = seedVersion()
  const seedName = (tickets: number) => `seed_${tickets}_${version}`
  const copies: string[] = []
  mkdirSync(folder, { recursive: true })

  const urlOf = (database: string) => {
    const url = new URL(server.url)
    url.pathname = `/${database}`
    return url.href
  }
  const drop = (name: string) => run(server.url, `drop database if exists ${name} with (force)`)

  /** Seeds of tables as they were, and copies of runs that were killed. */
  async function dropStale(): Promise<void> {
    const names = await run(server.url, 'select datname from pg_database')
    for (const { datname: name } of names as { datname: string }[]) {
      const isStale = name.startsWith('seed_') && !name.endsWith(version)
      const isCopy = name.startsWith('copy_') && !copies.includes(name)
      if (isStale || isCopy) await drop(name)
    }
  }

  return {
    name: 'postgres',
    async seed(tickets) {
      const name = seedName(tickets)
      const manifestFile = join(folder, `${name}.json`)
      await dropStale()
      if (existsSync(manifestFile))
        return JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest
      await drop('unfinished')
      await drop(name)
      await run(server.url, 'create database unfinished')
      const helpdesk = createBenchHelpdesk({ engine: 'postgres', url: urlOf('unfinished') })
      await helpdesk.migrate()
      await helpdesk.close()
      const manifest = await fillPostgres(urlOf('unfinished'), (writer) =>
        generate(writer, tickets),
      )
      await run(server.url, `alter database unfinished rename to ${name}`)
      writeFileSync(manifestFile, JSON.stringify(manifest))
      return manifest
    },
    async copy(tickets, label) {
      const name = `copy_${tickets}_${label}`
      await drop(name)
      await run(
        server.url,
        `create database ${name} template ${seedName(tickets)} strategy file_copy`,
      )
      copies.push(name)
      return { engine: 'postgres', url: urlOf(name) }
    },
    async close() {
      for (const name of copies) await drop(name)
      await server.stop()
    },
  }
}

async function run(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
