/** How much each element adds to a page, compressed, and how much it may. */
import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Plugin } from 'esbuild'
import { minifyTemplates } from './minify-templates.ts'

export interface ElementSize {
  /** A tag, or `all with Lit`. */
  readonly name: string
  /** In KB of 1 000 bytes, after gzip. */
  readonly size: number
  readonly budget: number
}

/** KB beyond Lit and beyond the provider, without other elements that it is made of. */
const budgets: Readonly<Record<string, number>> = {
  'deskhand-provider': 9.1,
  'deskhand-launcher': 3,
  'deskhand-ticket-list': 10,
  'deskhand-filter-panel': 12,
  'deskhand-ticket': 13,
  'deskhand-composer': 9,
  'deskhand-attachments': 6,
  'deskhand-upload': 6,
  'deskhand-markdown-field': 5,
  'deskhand-new-ticket': 7,
  'deskhand-tags': 5,
  'deskhand-tag-picker': 5,
  'deskhand-tag-form': 5,
  'deskhand-tag-manager': 8,
  'deskhand-agent': 6,
}
const smallBudget = 4
const sharedBudget = 9
const budgetOfAll = 95.2

const root = join(import.meta.dirname, '..')
const client = "export { createHelpdeskClient } from '@deskhand/core/client'"
const provider = 'deskhand-provider'

/** Loaded once, by whichever element needs it first. */
const shared = [
  ...['element/deskhand-element', 'session/session-host', 'problems/explain', 'lists/keyset-list'],
  ...['live/live-controller', 'overlay/menu-controller', 'overlay/open-dialog'],
  ...['people/people-search', 'contributions/contribution', 'contributions/bring'],
  ...['badges/terms', 'filters/filter-values'],
  ...['attempts', 'file-intake', 'kept-draft', 'views'].map((name) => `sending/${name}`),
  ...['buttons', 'chips', 'dialogs', 'fields', 'menus', 'skeletons'].map((name) => `theme/${name}`),
].map((path) => `export * from './src/${path}.ts'`)

export async function measureSizes(): Promise<ElementSize[]> {
  const tags = globSync('src/define/*.ts', { cwd: root })
    .map((file) => basename(file, '.ts'))
    .sort()
  const frame = await sizeOf([client, define(provider)], [provider])
  const withShared = await sizeOf([client, define(provider), ...shared], [provider])
  const sizes = [
    { name: provider, size: frame, budget: budgets[provider] ?? 0 },
    { name: 'what elements share', size: withShared - frame, budget: sharedBudget },
  ]
  for (const tag of tags.filter((one) => one !== provider)) {
    const size = await sizeOf([client, define(provider), ...shared, define(tag)], [provider, tag])
    sizes.push({ name: tag, size: size - withShared, budget: budgets[tag] ?? smallBudget })
  }
  const all = await sizeOf([client, "import './src/all.ts'"])
  return [...sizes, { name: 'all with Lit', size: all, budget: budgetOfAll }]
}

function define(tag: string): string {
  return `import './src/define/${tag}.ts'`
}

/** Of what a page loads before it does anything, which leaves out what is imported late. */
async function sizeOf(lines: readonly string[], only?: readonly string[]): Promise<number> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: lines.join('\n'), resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    outdir: root,
    absWorkingDir: root,
    conditions: ['deskhand-source', 'production'],
    plugins: [...(only ? [leaveOut(only)] : []), minifyTemplates()],
  })
  const loaded = new Set<string>()
  const load = (path: string): void => {
    if (loaded.has(path)) return
    loaded.add(path)
    for (const { path: next, kind, external } of metafile.outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && !external) load(next)
    }
  }
  load('stdin.js')
  const files = outputFiles.filter(({ path }) => loaded.has(basename(path)))
  if (files.length !== loaded.size) throw new Error('A part of the bundle was not found.')
  const text = files.map((file) => file.text).join('\n')
  return gzipSync(text, { level: 9 }).length / 1_000
}

/** Lit, and elements that are measured by themselves. */
function leaveOut(only: readonly string[]): Plugin {
  return {
    name: 'leave-out',
    setup(build) {
      build.onResolve(
        { filter: /^(?:lit|lit-html|lit-element|@lit\/reactive-element)(?:$|\/)/ },
        ({ path }) => ({ path, external: true }),
      )
      build.onResolve({ filter: /(?:^|\/)deskhand-[\w-]+\.ts$/ }, ({ path, kind, importer }) => {
        const isMeasured = kind === 'dynamic-import' || only.includes(basename(path, '.ts'))
        const isRegistration = /\/define\//.test(path) || /\/define\//.test(importer)
        return isMeasured || !isRegistration ? undefined : { path, external: true }
      })
    },
  }
}
