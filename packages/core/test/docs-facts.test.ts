/** What docs/ lists is what the code has. `UPDATE_DOCS=1` rewrites the generated tables. */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { getTableConfig } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { coreParts } from '../src/core-parts.ts'
import { coreEvents } from '../src/events/declarations.ts'
import { events } from '../src/events/schema.ts'
import { compileRoutes } from '../src/http/compile.ts'
import { queryParameters } from '../src/http/query-plan.ts'
import { defaultLimits, defaultPolicy, defaultRetention } from '../src/options.ts'
import { partKeys, pluginKeys } from '../src/plugin/check-keys.ts'
import { createRegistry } from '../src/plugin/create-registry.ts'
import { tickets } from '../src/tickets/schema.ts'
import { tables } from './support/docs-tables.ts'

const root = resolve(import.meta.dirname, '../../..')
const source = globSync('packages/core/src/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] })
  .filter((file) => !/\/(client|doctor)\/|events\/declarations/.test(file))
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .join('\n')

const read = (page: string) => readFileSync(join(root, page), 'utf8')

/** What `pattern` finds in the source; the first group that matched. */
function named(pattern: RegExp): string[] {
  const found = [...source.matchAll(pattern)].flatMap(([, ...groups]) => groups.find(Boolean) ?? [])
  return [...new Set(found)].sort()
}

/** The names in one column of the table under a heading, each in backquotes. */
function column(page: string, heading: string, index: number): string[] {
  const section = read(page).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const cells = section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split(' | ')[index] ?? '')
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''))
}

describe.each(['docs/architecture.md', 'docs/concepts.md', 'docs/http-api.md'])(
  'generated tables of %s',
  (page) => {
    const parts = /<!-- generated: (\w+) -->\n(?:.|\n)*?<!-- \/generated -->/g

    it('are those of the code', () => {
      const fresh = read(page).replaceAll(parts, (_, name: string) => {
        const text = tables[name]?.() ?? `No table is called ${name}.`
        return `<!-- generated: ${name} -->\n\n${text}\n\n<!-- /generated -->`
      })
      if (process.env.UPDATE_DOCS) writeFileSync(join(root, page), fresh)
      expect(read(page)).toBe(fresh)
    })
  },
)

describe('lists', () => {
  it('has every key of a plugin and of its parts', () => {
    const listed = column('docs/plugin-contract.md', 'What a plugin consists of', 0)
    const keys = [...Object.keys(pluginKeys), ...Object.keys(partKeys)]
    expect(listed).toEqual(expect.arrayContaining(keys))
  })

  it('has every problem code', () => {
    // The doctor's findings have codes too.
    const codes = named(/(?:\bcode: |[cC]ode = |\bconflict\(\s*|\bbadJson\()'([a-z_]+)'/g)
    expect(column('docs/http-api.md', 'Problems', 1).sort()).toEqual(codes)
  })

  it('has every parameter of the ticket list', () => {
    const routes = compileRoutes(createRegistry(coreParts, []), defaultLimits)
    const list = routes.find(({ route }) => route.operationId === 'tickets.list')
    const parameters = list?.query ? queryParameters(list.query).map(({ name }) => name) : []
    const paging = ['limit', 'cursor']
    expect(column('docs/http-api.md', 'Lists', 0).sort()).toEqual(
      parameters.filter((name) => !paging.includes(name)).sort(),
    )
  })

  it('has every index on tickets', () => {
    const { indexes } = getTableConfig(tickets)
    expect(column('docs/storage.md', 'How a list finds its rows', 0).sort()).toEqual(
      indexes.map(({ config }) => config.name).sort(),
    )
  })

  it('has every index on events', () => {
    const { indexes } = getTableConfig(events)
    expect(column('docs/storage.md', 'How the event log is read', 0).sort()).toEqual(
      indexes.map(({ config }) => config.name).sort(),
    )
  })

  it('declares every event that core emits, and no other', () => {
    // A hook point whose name looks like an event type.
    const types = named(/'([a-z]+\.[a-z]+ed(?:[A-Z][A-Za-z]*)?)'/g).filter(
      (type) => type !== 'ticket.changed',
    )
    const declared = Object.keys(coreEvents)
    expect(types.filter((type) => !declared.includes(type))).toEqual([])
    expect(declared.filter((type) => !source.includes(`'${type}'`))).toEqual([])
  })

  it('has every metric', () => {
    const metrics = named(/'(deskhand_\w+(?:_total|_ms))'/g)
    expect(column('docs/operations.md', 'Logs and metrics', 0).sort()).toEqual(metrics)
  })

  it('has every option, with its default', () => {
    const options = readFileSync(join(root, 'packages/core/src/options.ts'), 'utf8')
      .split('export interface HelpdeskOptions')[1]
      ?.split('\n}')[0]
    const names = [...(options ?? '').matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name)
    const table = column('packages/core/README.md', 'Options of `createHelpdesk`', 0)
    expect(table.sort()).toEqual(names.sort())
    expect(column('docs/concepts.md', 'Policy', 0)).toEqual(Object.keys(defaultPolicy))
    expect(column('docs/concepts.md', 'Policy', 1)).toEqual(
      Object.values(defaultPolicy).map((value) =>
        typeof value === 'string' ? `'${value}'` : `${value}`,
      ),
    )
    expect(column('docs/operations.md', 'Retention', 0)).toEqual(Object.keys(defaultRetention))
    expect(column('docs/operations.md', 'Retention', 1)).toEqual(
      Object.values(defaultRetention).map((value) => `${value}`),
    )
  })
})
