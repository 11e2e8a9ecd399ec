/** The folder of a package's migrations: one file each, an index, and the state after the last. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Snapshots, snapshotsOf } from './ddl.ts'

const MIGRATION_FILE = /^(\d{4})-[a-z0-9-]+\.ts$/

export interface MigrationFile {
  readonly id: string
  readonly postgres: string
  readonly sqlite: string
}

export async function snapshotsBefore(folder: string): Promise<Snapshots> {
  const file = snapshotFile(folder)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : snapshotsOf([])
}

export function nextId(folder: string, name: string): string {
  const last = idsIn(folder).at(-1) ?? '0000'
  return `${String(Number(last.slice(0, 4)) + 1).padStart(4, '0')}-${name}`
}

export function writeMigration(
  folder: string,
  migration: MigrationFile,
  snapshots: Snapshots,
): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${migration.id}.ts`)
  const typeImport = `import type { Migration } from '${typeModule(folder)}'\n`
  writeFileSync(file, `${typeImport}\n${declaration(migration)}`)
  writeFileSync(snapshotFile(folder), `${JSON.stringify(snapshots, null, 2)}\n`)
  writeFileSync(join(folder, 'index.ts'), `${typeImport}${index(idsIn(folder))}`)
  return file
}

function declaration({ id, postgres, sqlite }: MigrationFile): string {
  return `export const ${constant(id)}: Migration = {
  id: '${id}',
  postgres: \`
${escaped(postgres)}
\`,
  sqlite: \`
${escaped(sqlite)}
\`,
}
`
}

function index(ids: readonly string[]): string {
  const imports = ids.map((id) => `import { ${constant(id)} } from './${id}.ts'`)
  return `${imports.join('\n')}

/** Oldest first. Once released, a migration never changes. */
export const migrations: readonly Migration[] = [${ids.map(constant).join(', ')}]
`
}

/** `0001-add-colours` → `addColours0001` */
function constant(id: string): string {
  const name = id.slice(5).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return `${name}${id.slice(0, 4)}`
}

function escaped(text: string): string {
  return text.replace(/[\\`]|\$\{/g, '\\$&')
}

function idsIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => MIGRATION_FILE.test(file))
  return files.sort().map((file) => file.replace('.ts', ''))
}

function snapshotFile(folder: string): string {
  return join(folder, 'snapshots.json')
}

/** Core has the type beside it; plugins get it from the package. */
function typeModule(folder: string): string {
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest)) {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string }
    return name === '@deskhand/core' ? '../migrate/types.ts' : '@deskhand/core/db'
  }
  const parent = dirname(folder)
  return parent === folder ? '@deskhand/core/db' : typeModule(parent)
}
