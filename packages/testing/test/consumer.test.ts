/** What a host gets from npm: it compiles strictly, keeps its declarations short, and runs. */
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { examplesOf } from '../../core/test/support/readme.ts'
import { type ConsumerProject, createConsumerProject } from './support/consumer-project.ts'
import { consumerSources } from './support/consumer-sources.ts'

/** Its declarations import drivers that nobody has installed, whatever one uses of it. */
const brokenByThemselves = /^node_modules\/drizzle-orm\//

let project: ConsumerProject
let said: string[]

beforeAll(async () => {
  project = await createConsumerProject(['core', 'plugin-tags', 'testing'])
  project.write(consumerSources)
  const page = resolve(import.meta.dirname, '../../../docs/write-a-plugin.md')
  const [plugin, contract] = examplesOf(page).map(({ code }) => code)
  project.write({ 'src/blocklist.ts': plugin ?? '', 'src/blocklist.test.ts': contract ?? '' })
  said = await project.compile()
}, 300_000)
afterAll(() => project?.remove())

it('compiles strictly, the declarations of Deskhand included', () => {
  const diagnostics = said.filter((line) => !line.startsWith(' ') && !brokenByThemselves.test(line))
  expect(diagnostics).toEqual([])
})

it('declares a helpdesk in words of Deskhand alone', () => {
  const declarations = project.emitted('.d.ts')
  const plain = (declarations['dist/helpdesk.d.ts'] ?? '').replace(/import\("[^"]*"\)\./g, '')
  expect(plain).toContain('const helpdesk: Helpdesk<readonly [TagsPlugin]>;')
  expect(plain).toContain('const client: HelpdeskClient<readonly [TagsClient]>;')
  expect(Object.values(declarations).join('\n')).not.toMatch(/drizzle|zod|hono/i)
})

it('makes a ticket', async () => {
  expect(await project.run('dist/main.js')).toBe('1 Printer on fire vip\n')
})

it('tests a plugin', async () => {
  expect(await project.run('dist/try-plugin.js')).toBe('422 blocked_word\n')
})
