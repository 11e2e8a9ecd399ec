/** docs/widgets.md and the README: code without type errors, tables as in the source. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { examplesOf, openWorkbench } from '../../core/test/support/readme.ts'
import { docsTables } from './support/docs-tables.ts'

const root = join(import.meta.dirname, '../../..')
const pages = ['docs/widgets.md', 'packages/widgets/README.md'].map((page) => join(root, page))

/** `ts` is checked without a DOM, by core. */
const endings: Readonly<Record<string, string>> = { js: 'js', typescript: 'ts' }

describe('code', () => {
  const bench = openWorkbench(join(import.meta.dirname, '..'))
  afterAll(bench.remove)

  it('has no type errors', { timeout: 180_000 }, async () => {
    const settings = {
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
        allowJs: true,
        checkJs: true,
        // What `@type` does not say of a parameter may be anything.
        noImplicitAny: false,
        noImplicitOverride: false,
      },
      include: ['*.js', '*.ts'],
    }
    bench.write('tsconfig.json', JSON.stringify(settings))
    bench.write('app.d.ts', appGlobals)
    bench.write('sla-due.js', 'export {}')
    const examples = pages.flatMap(examplesOf).filter(({ language }) => language in endings)
    expect(examples.length).toBeGreaterThan(3)
    for (const { place, code, language } of examples) {
      bench.write(`${place.replace(':', '-')}.${endings[language]}`, `${code}\nexport {}\n`)
    }
    expect(await bench.typeErrors()).toBe('')
  })
})

describe('generated tables of docs/widgets.md', () => {
  it('are those of the code', () => {
    const [page = ''] = pages
    const fresh = readFileSync(page, 'utf8').replaceAll(
      /<!-- generated: (\w+) -->\n(?:.|\n)*?<!-- \/generated -->/g,
      (_, name: string) => {
        const table = docsTables[name]?.() ?? `No table is called ${name}.`
        return `<!-- generated: ${name} -->\n\n${table}\n\n<!-- /generated -->`
      },
    )
    if (process.env.UPDATE_DOCS) writeFileSync(page, fresh)
    expect(readFileSync(page, 'utf8')).toBe(fresh)
  })
})

const appGlobals = `declare const myApp: {
  token(options: { fresh: boolean }): Promise<string>
  signIn(): Promise<void>
}
`
