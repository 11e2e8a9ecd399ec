/** What the guide quotes of this plugin stands there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const quotes = [...readme.matchAll(/^```typescript\n\/\/ (\S+)\n(.*?)^```/gms)]

it.each(quotes.map(([, file = '', code = '']) => [file, code]))('quotes %s', (file, code) => {
  expect(readFileSync(join(root, file), 'utf8')).toContain(code)
})

it('quotes a contribution and its element', () => {
  expect(quotes.map(([, file]) => file)).toEqual(['src/page/index.ts', 'src/page/sla-column.ts'])
})
