/**
 * Writes the next migration of a package from its declared tables.
 *
 *     node --conditions=deskhand-source packages/core/scripts/generate-migrations.ts \
 *       packages/plugin-tags/src/schema.ts packages/plugin-tags/src/migrations add-colours
 */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { snapshotsOf, sqlBetween, tablesIn } from './ddl.ts'
import { nextId, snapshotsBefore, writeMigration } from './migration-folder.ts'

export interface Generated {
  readonly file: string
}

/** The names of tables that are not as the last migration in `folder` left them; for a test. */
export async function changedTables(
  tables: Record<string, unknown>,
  folder: string,
): Promise<string[]> {
  const before = await snapshotsBefore(folder)
  const after = await snapshotsOf(tablesIn(tables))
  const names = [before, after].flatMap(({ sqlite }) => Object.keys(sqlite.tables))
  return [...new Set(names)].filter(
    (name) =>
      !isDeepStrictEqual(before.sqlite.tables[name], after.sqlite.tables[name]) ||
      !isDeepStrictEqual(
        before.postgres.tables[`public.${name}`],
        after.postgres.tables[`public.${name}`],
      ),
  )
}

/** Gives the file written, or nothing when the tables are as the last migration left them. */
export async function generateMigration(
  tables: Record<string, unknown>,
  folder: string,
  name: string,
): Promise<Generated | undefined> {
  if (!/^[a-z0-9-]+$/.test(name)) throw new TypeError('Name the migration like this: add-colours')
  const before = await snapshotsBefore(folder)
  const after = await snapshotsOf(tablesIn(tables))
  const sql = await sqlBetween(before, after)
  if (!sql.postgres && !sql.sqlite) return undefined
  return { file: writeMigration(folder, { id: nextId(folder, name), ...sql }, after) }
}

function format(folder: string) {
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
  execFileSync(process.execPath, [biome, 'format', '--write', folder], { stdio: 'inherit' })
}

if (import.meta.main) {
  const [module, folder, name] = process.argv.slice(2)
  if (!module || !folder || !name) {
    throw new TypeError('Usage: generate-migrations.ts <module of tables> <folder> <name>')
  }
  const tables = await import(pathToFileURL(resolve(module)).href)
  const generated = await generateMigration(tables, resolve(folder), name)
  if (generated) format(dirname(generated.file))
  console.log(generated ? `Wrote ${generated.file}` : 'The tables have not changed.')
}
