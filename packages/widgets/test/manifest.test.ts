/** What pages may use of the elements is described, registered, exported and typed. */
import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import {
  declaredEvents,
  manifestOf,
  readElements,
  undocumented,
} from '../scripts/custom-elements.ts'
import { reactTypes } from '../scripts/react-types.ts'
import * as widgets from '../src/index.ts'

const root = join(import.meta.dirname, '..')
const elements = readElements()
const tags = elements.map(({ tagName }) => tagName).sort()
const source = (file: string) => readFileSync(join(root, 'src', file), 'utf8')

describe('every element', () => {
  it('has a description, and so has all that pages may use of it', () => {
    expect(undocumented(elements)).toEqual([])
  })

  it('is registered by `all` and by the loader', () => {
    const all = [...source('all.ts').matchAll(/'\.\/define\/([\w-]+)\.ts'/g)].map(([, tag]) => tag)
    const lazy = [...source('loader.ts').matchAll(/'\.\/define\/([\w-]+)\.ts'/g)]
    expect(all).toEqual(expect.arrayContaining(tags))
    expect(lazy.map(([, tag]) => tag)).toEqual(expect.arrayContaining(tags))
    for (const tag of tags.filter((one) => one !== 'deskhand-provider')) {
      expect(source('loader.ts')).toContain(`'${tag}': () => import('./define/${tag}.ts')`)
    }
  })

  it('has its class in the main entry', () => {
    const names = elements.map(({ name }) => name)
    expect(Object.keys(widgets)).toEqual(expect.arrayContaining(names))
  })

  it('brings the provider along, so that it never waits for one', () => {
    for (const tag of tags.filter((one) => one !== 'deskhand-provider')) {
      expect(source(`define/${tag}.ts`), tag).toContain("import './deskhand-provider.ts'")
    }
  })
})

describe('every event', () => {
  it('is described, and named by an element that fires it', () => {
    const files = globSync('**/*.ts', { cwd: join(root, 'src') })
    const fired = new Set(
      files.flatMap((file) =>
        [...source(file).matchAll(/@fires ([\w-]+) - /g)].map(([, name]) => name),
      ),
    )
    const declared = [...declaredEvents()]
    expect(declared.filter(([, { description }]) => !description)).toEqual([])
    expect(declared.map(([name]) => name).filter((name) => !fired.has(name))).toEqual([])
  })
})

describe('the manifest', () => {
  it('tells attributes, properties, methods, events and tokens', () => {
    const [provider] = elements.filter(({ tagName }) => tagName === 'deskhand-provider')
    const named = (list: readonly { name: string }[] = []) => list.map(({ name }) => name)
    expect(named(provider?.attributes)).toEqual(['locale', 'theme'])
    expect(named(provider?.members)).toEqual([
      ...['client', 'contributions', 'translations', 'locale', 'theme'],
      ...['session', 'refresh', 'logout'],
    ])
    expect(named(provider?.cssProperties)).toContain('--deskhand-color-accent')
    expect(manifestOf(elements).modules).toHaveLength(tags.length)
  })
})

describe('types for React', () => {
  it('know properties and events, and refuse others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'deskhand-react-'))
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
    try {
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
      write('package.json', '{"type":"module"}')
      write('react.ts', reactTypes(elements).replace("'./index.js'", "'@deskhand/widgets/all'"))
      write('page.tsx', page)
      write('tsconfig.json', JSON.stringify(settings))
      const tsc = join(root, '../../node_modules/.bin/tsc')
      const told = await promisify(execFile)(tsc, ['-p', folder], { cwd: folder }).then(
        () => '',
        (failure) => failure.stdout,
      )
      expect(told).toBe('')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const page = `/** @jsxImportSource react */
import type {} from './react.ts'

export const fine = (
  <deskhand-provider
    theme="dark"
    ondeskhand-error={({ detail }) => console.error(detail.source)}
    ref={(provider) => { provider?.logout() }}
  >
    <deskhand-status status="open" className="big" />
  </deskhand-provider>
)
// @ts-expect-error there is no such theme
export const theme = <deskhand-provider theme="pink" />
// @ts-expect-error there is no such state
export const status = <deskhand-status status="burning" />
// @ts-expect-error there is no such element
export const element = <deskhand-nothing />
`

const settings = {
  extends: join(root, '../../tsconfig.base.json'),
  compilerOptions: {
    jsx: 'react-jsx',
    lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable'],
    types: ['node'],
    typeRoots: [join(root, '../../node_modules/@types')],
    paths: { '@deskhand/widgets/all': [join(root, 'test/support/everything.ts')] },
  },
  include: ['*.tsx', '*.ts'],
}
