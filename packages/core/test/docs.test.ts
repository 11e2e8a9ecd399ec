/** The READMEs and docs/ hold together: their code has no type errors, their links lead somewhere. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { docsGlobals } from './support/docs-globals.ts'
import { examplesOf, openWorkbench } from './support/readme.ts'

const root = resolve(import.meta.dirname, '../../..')
const core = join(root, 'packages/core')
const files = globSync(
  ['README.md', 'CONTRIBUTING.md', 'docs/*.md', 'packages/core/README.md', 'examples/*/README.md'],
  { cwd: root },
)
/** The files of the plugin belong together: `packages/testing/test/write-a-plugin.test.ts` runs them. */
const checkedElsewhere = ['CONTRIBUTING.md', 'docs/write-a-plugin.md']
const textOf = (file: string) => readFileSync(join(root, file), 'utf8')

describe('code', () => {
  const examples = files
    .filter((file) => !checkedElsewhere.includes(file))
    .flatMap((file) => examplesOf(join(root, file)))
    .filter(({ language }) => language === 'ts')

  it('has no type errors', { timeout: 180_000 }, async () => {
    const bench = openWorkbench(core)
    try {
      bench.write('globals.ts', docsGlobals)
      for (const { code, place } of examples) {
        bench.write(`${place.replace(':', '-')}.ts`, `${code}\nexport {}\n`)
      }
      expect(await bench.typeErrors()).toBe('')
    } finally {
      bench.remove()
    }
  })
})

describe('links', () => {
  it.each(files)('of %s lead somewhere', (file) => {
    const broken = [...textOf(file).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => !leadsSomewhere(file, target))
    expect(broken).toEqual([])
  })

  function leadsSomewhere(file: string, target: string): boolean {
    const [path = '', anchor] = target.split('#')
    const found = path === '' ? file : join(dirname(file), path)
    if (!existsSync(join(root, found))) return false
    return anchor === undefined || anchorsOf(textOf(found)).has(anchor)
  }
})

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): Set<string> {
  return new Set(
    [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}
