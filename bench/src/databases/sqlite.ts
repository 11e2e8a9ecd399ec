import {
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createBenchHelpdesk } from '../helpdesk.ts'
import { generate, type Manifest } from '../seed/generate.ts'
import { fillSqlite } from '../seed/write-sqlite.ts'
import { type Engine, seedVersion } from './engine.ts'
import { isRunning } from './running.ts'

/** Followed by the id of the process that works on them. */
const copiesPrefix = 'copies-'

/** Files in a folder. */
export function sqliteEngine(folder: string): Engine {
  const copies = join(folder, `${copiesPrefix}${process.pid}`)
  const version = seedVersion()
  const seedFile = (tickets: number) => join(folder, `${tickets}-${version}.db`)
  mkdirSync(copies, { recursive: true })
  removeStale(folder, version)
  return {
    name: 'sqlite',
    async seed(tickets) {
      const file = seedFile(tickets)
      const manifestFile = `${file}.json`
      if (existsSync(manifestFile))
        return JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest
      const unfinished = join(copies, 'unfinished.db')
      await migrateSqlite(unfinished)
      const manifest = await fillSqlite(unfinished, (writer) => generate(writer, tickets))
      renameSync(unfinished, file)
      writeFileSync(manifestFile, JSON.stringify(manifest))
      return manifest
    },
    async copy(tickets, label) {
      const file = join(copies, `${tickets}-${label}.db`)
      await copyFile(seedFile(tickets), file, constants.COPYFILE_FICLONE)
      return { engine: 'sqlite', file }
    },
    async close() {
      rmSync(copies, { recursive: true, force: true })
    },
  }
}

/** Seeds of tables as they were, and copies of runs that were killed. */
function removeStale(folder: string, version: string): void {
  for (const name of readdirSync(folder)) {
    const isStale = name.startsWith(copiesPrefix)
      ? !isRunning(Number(name.slice(copiesPrefix.length)))
      : !name.includes(version)
    if (isStale) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

async function migrateSqlite(file: string): Promise<void> {
  const helpdesk = createBenchHelpdesk({ engine: 'sqlite', file })
  await helpdesk.migrate()
  await helpdesk.close()
}
