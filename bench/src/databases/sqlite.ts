import {
  constants,
  existsSync,
  mkdirSync,
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

/** Files in a folder. */
export function sqliteEngine(folder: string): Engine {
  const copies = join(folder, 'copies')
  const seedFile = (tickets: number) => join(folder, `${tickets}-${seedVersion()}.db`)
  rmSync(copies, { recursive: true, force: true })
  mkdirSync(copies, { recursive: true })
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

async function migrateSqlite(file: string): Promise<void> {
  const helpdesk = createBenchHelpdesk({ engine: 'sqlite', file })
  await helpdesk.migrate()
  await helpdesk.close()
}
