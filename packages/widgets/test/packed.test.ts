/** What a page gets from npm: it compiles strictly, and bundlers keep what registers and drop the rest. */
import { existsSync, globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  type ConsumerProject,
  createConsumerProject,
} from '../../testing/test/support/consumer-project.ts'
import manifest from '../package.json' with { type: 'json' }

const source = join(import.meta.dirname, '../src')
const tags = globSync('define/*.ts', { cwd: source }).map((file) => basename(file, '.ts'))

let project: ConsumerProject

beforeAll(async () => {
  project = await createConsumerProject(['core', 'plugin-tags', 'plugin-attachments', 'widgets'])
}, 600_000)
afterAll(() => project?.remove())

async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: project.folder },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
  })
  return outputFiles[0]?.text ?? ''
}

const registered = (code: string) =>
  [...code.matchAll(/defineElement\("(deskhand-[\w-]+)"/g)].map(([, tag]) => tag)

it('has every file that its entries name', () => {
  const installed = join(project.folder, 'node_modules/@deskhand/widgets')
  const files = Object.values(manifest.exports)
    .flatMap((target) => (typeof target === 'string' ? target : Object.values(target)))
    .flatMap((file) => tags.map((tag) => file.replace('*', tag)))
  expect(files).toContain('./dist/react.d.ts')
  expect(files.filter((file) => !existsSync(join(installed, file)))).toEqual([])
})

it('registers what is imported by name, and all by `all`', async () => {
  const everything = registered(await bundle("import '@deskhand/widgets/all'"))
  expect(everything).toEqual(expect.arrayContaining(tags))
  expect(registered(await bundle("import '@deskhand/widgets/define/deskhand-status'"))).toEqual(
    expect.arrayContaining(['deskhand-provider', 'deskhand-status']),
  )
})

it('leaves out what a page does not use', async () => {
  const code = await bundle(
    "import { DeskhandElement, searchIcon } from '@deskhand/widgets'; console.log(DeskhandElement, searchIcon)",
  )
  expect(registered(code)).toEqual([])
  expect(code).toMatch(/\bDeskhandElement\b/)
  expect(code).not.toMatch(/\bDeskhandStatus\b|\bDeskhandTicketList\b/)
})

it('is imported in Node', async () => {
  project.write({
    'import.mjs': `await import('@deskhand/widgets/all')
      const { version } = await import('@deskhand/widgets')
      console.log(version)`,
  })
  expect(await project.run('import.mjs')).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it('compiles strictly, the declarations included', async () => {
  project.write({ 'src/page.ts': page, 'tsconfig.json': JSON.stringify(settings) })
  // Of drivers that nobody has installed, whatever one uses of it.
  const broken = /^node_modules\/drizzle-orm\//
  const said = (await project.compile()).filter((line) => !broken.test(line))
  expect(said.filter((line) => !line.startsWith(' '))).toEqual([])
})

const page = `import { createHelpdeskClient } from '@deskhand/core/client'
import { tagsClient } from '@deskhand/plugin-tags/client'
import { type Contribution, DeskhandElement, emit, type Translation } from '@deskhand/widgets'
import '@deskhand/widgets/define/deskhand-provider'
import { html } from 'lit'

class Due extends DeskhandElement {
  declare context: { readonly ticket: { readonly id: string } }
  override render() {
    return html\`\${this.context.ticket.id} \${this.session?.person?.name}\`
  }
}
customElements.define('sla-due', Due)

const column: Contribution<'ticket-list:column@1'> = {
  id: 'sla:due', slot: 'ticket-list:column@1', label: 'Due', tag: 'sla-due',
  when: ({ context, has }) => has('sla') && context.ticket.number > 0,
}
const german: Translation = { locale: 'de', terms: { status: { new: 'Neu' } } }

const provider = document.querySelector('deskhand-provider')!
provider.client = createHelpdeskClient({ baseUrl: '/helpdesk', plugins: [tagsClient()] })
provider.contributions = [column]
provider.translations = [german]
provider.addEventListener('deskhand-error', ({ detail }) => console.error(detail.source))
// @ts-expect-error a detail of another event
emit(provider, 'deskhand-error', null)
// @ts-expect-error no such theme
provider.theme = 'pink'
`

const settings = {
  compilerOptions: {
    strict: true,
    skipLibCheck: false,
    exactOptionalPropertyTypes: true,
    target: 'es2024',
    module: 'nodenext',
    lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
    types: ['node'],
    outDir: 'dist',
    rootDir: 'src',
  },
  include: ['src'],
}
