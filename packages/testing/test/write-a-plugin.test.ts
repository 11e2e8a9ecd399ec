/** The plugin of `docs/write-a-plugin.md`, its tests and the README's, as a reader would copy them. */
import { resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { examplesOf, openWorkbench } from '../../core/test/support/readme.ts'

const testing = resolve(import.meta.dirname, '..')
const bench = openWorkbench(testing)
afterAll(() => bench.remove())

/** The pieces of a page that begin with the name of a file. */
function filesOf(page: string) {
  return examplesOf(page).flatMap(({ language, code }) => {
    const [, name, text] = /^\/\/ (\S+\.ts)\n(.*)$/s.exec(code) ?? []
    return language === 'ts' && name && text ? [{ name, text }] : []
  })
}

const files = [
  ...filesOf(resolve(testing, '../../docs/write-a-plugin.md')),
  ...filesOf(resolve(testing, 'README.md')),
]
for (const { name, text } of files) bench.write(name, text)

it('shows a plugin of 40 lines', () => {
  const plugin = files.find(({ name }) => name === 'blocklist.ts')
  expect(plugin?.text.trim().split('\n')).toHaveLength(40)
})

it('shows code without type errors', async () => {
  expect(await bench.typeErrors()).toBe('')
})

const tests = files.map(({ name }) => name).filter((name) => name.endsWith('.test.ts'))

describe.each(tests)('%s', async (name) => {
  await import(`${bench.folder}/${name}`)
})
