/** The plugins with elements in this package use nothing of it that a stranger's plugin could not use. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const source = join(import.meta.dirname, '../src')
const read = (file: string) => readFileSync(join(source, file), 'utf8')

/** By plugin, the folders of its elements. */
const plugins: Readonly<Record<string, readonly string[]>> = {
  attachments: ['attachments'],
  tags: ['tags', 'tag-manager'],
}

const index = read('index.ts')
const namesOf = (list: string) =>
  list
    .split(',')
    .map((name) => name.trim().replace(/^type /, ''))
    .filter(Boolean)
const named = new Set(
  [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list = '']) => namesOf(list)),
)
const whole = new Set(
  [...index.matchAll(/export (?:type )?\* from '\.\/([^']+)'/g)].map(([, file]) => file),
)

/** What a file imports from outside of the plugin's folders, and is not in the main entry. */
function privateImports(file: string, folders: readonly string[]): string[] {
  const imports = read(file).matchAll(/import (?:type )?\{([^}]*)\} from '\.\.\/([^']+)'/g)
  return [...imports].flatMap(([, list = '', module = '']) => {
    const isOwn = [...folders, 'define'].includes(module.split('/')[0] ?? '')
    if (isOwn || whole.has(module)) return []
    const missing = namesOf(list).filter((name) => !named.has(name.split(' as ')[0] ?? ''))
    return missing.map((name) => `${file}: ${name} of ${module}`)
  })
}

it.each(Object.entries(plugins))('%s comes in through the main entry', (_plugin, folders) => {
  const files = folders.flatMap((folder) =>
    globSync(`${folder}/*.ts`, { cwd: source }).filter((file) => !file.includes('.test.')),
  )
  expect(files.length).toBeGreaterThan(5)
  expect(files.flatMap((file) => privateImports(file, folders))).toEqual([])
})

it('is let in by one place, which asks whether the server has the plugin', () => {
  const core = globSync('**/*.ts', { cwd: source }).filter(
    (file) =>
      !/\.test\.ts$|^define\/|^(?:all|loader|index)\.ts$/.test(file) &&
      !Object.values(plugins)
        .flat()
        .includes(file.split('/')[0] ?? ''),
  )
  const pattern = new RegExp(`'\\.\\./(?:${Object.values(plugins).flat().join('|')})/`)
  expect(core.filter((file) => pattern.test(read(file))).sort()).toEqual([
    'contributions/built-in.ts',
    'terms/all-terms.ts',
  ])
})
