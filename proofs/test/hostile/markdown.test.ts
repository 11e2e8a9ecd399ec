/** Markdown that is made to take long: as much of it as a reply may hold. */
import { createTestHelpdesk, type TestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { busyMs } from '../../../packages/core/test/support/busy.ts'
import { createRandom } from '../../src/random.ts'
import { seed, times } from '../../src/settings.ts'

const longest = 65_536
/** Of computing. The worst of them takes half a second. */
const longestMs = 5_000
/** HTML may be so many times as long as its Markdown. */
const mostTimes = 20

const pieces = [
  ...['*', '_', '**a', '*a ', '_a', '~~a', '**_*', 'a**b', '***', '`', '``a`', '`a', '\\', '\\\n'],
  ...['[', '![', '[a', '[a](', '[a](b', '[a](<', '[a]("', '[](', '[a][', '[a]: b\n', ']', '](b)'],
  ...['<', '<a', '<!--', '<a href="', '</', '<?', '<http://a', '&', '&#', '&amp', '&a;'],
  ...['> ', '>', '- ', '* * * ', '1. ', '  - ', '#', '# a\n', '```\n', '~~~', '---\n', 'a\n===\n'],
  ...['|', 'a|', '|-', 'a|b\n-|-\n', '| - |\n', '\t', ' ', '\n', '  \n', '\u00a0', '\r', '\u2028'],
  ...['http://', 'http://a.b/(', 'www.', 'a@b.', 'x@y.z ', 'mailto:', '://', '//a.b', 'a.b.c.'],
  ...['𝒳', 'ﷺ', '\u202e', '\u0301', '👩‍👩‍👧', 'İ', '"', "'", '(', ')', 'a', '\ufffd'],
]

const shapes: Readonly<Record<string, string>> = {
  'ever deeper quotes': lines(300, (n) => `${'>'.repeat(n)} a`),
  'ever deeper lists': lines(350, (n) => `${' '.repeat(n)}- a`),
  'ever longer backticks': lines(350, (n) => '`'.repeat(n)),
  'a wide table of short rows': table(200, 'a\n', 32_000),
  'a table of 8000 columns': table(8_000, 'a\n', 12_000),
  'a table of empty rows': table(2_000, `${'|'.repeat(20)}\n`, 2_000),
  'many references': `${lines(4_000, (n) => `[a${n}]: /b`)}\n${'[a1]'.repeat(5_000)}`,
  'emphasis around one letter': `${'*'.repeat(32_000)}a${'*'.repeat(32_000)}`,
  'links in links': `${'['.repeat(20_000)}a${'](b)'.repeat(11_000)}`,
  'one long word': 'a'.repeat(longest),
}

function lines(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join('\n')
}

function table(columns: number, row: string, rows: number): string {
  return `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${row.repeat(rows)}`
}

let desk: TestHelpdesk
let ticketId: string

beforeAll(async () => {
  desk = await createTestHelpdesk()
  ticketId = (await desk.as('ada').tickets.create({ subject: 'x', description: 'x' })).id
})
afterAll(() => desk.close())

async function expectBounded(text: string): Promise<number> {
  const body = `${text.slice(0, longest - 1).toWellFormed()}.`
  const started = busyMs()
  const { reply } = await desk.as('ada').replies.create({ ticketId, body })
  const ms = busyMs() - started
  const what = `seed ${seed}: ${JSON.stringify(body.slice(0, 100))}`
  expect(ms, what).toBeLessThan(longestMs)
  expect(reply?.bodyHtml.length, what).toBeLessThan(longest * mostTimes)
  return ms
}

test('one piece over and over, and the known shapes', async () => {
  console.info(`pnpm prove hostile --seed ${seed}`)
  const random = createRandom(`${seed}/pieces`)
  let worst = 0
  for (const piece of pieces) {
    if (!random.chance(times(0.3, 1))) continue
    worst = Math.max(worst, await expectBounded(piece.repeat(Math.ceil(longest / piece.length))))
  }
  for (const shape of Object.values(shapes)) worst = Math.max(worst, await expectBounded(shape))
  console.info(`64 KiB of hostile Markdown: ${Math.round(worst)} ms at most`)
})

test(
  'pieces mixed at random',
  async () => {
    console.info(`pnpm prove hostile --seed ${seed}`)
    const random = createRandom(`${seed}/markdown`)
    for (let n = 0; n < times(8, 1_000); n++) {
      const few = Array.from({ length: random.between(2, 6) }, () => random.pick(pieces))
      let text = ''
      while (text.length < longest)
        text += random.pick(few).repeat(random.pick([1, 1, 2, 50, 2_000]))
      await expectBounded(text)
    }
  },
  times(120_000, 3_600_000),
)
