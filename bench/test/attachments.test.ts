/** That the benchmark of attachments runs; how fast anything is does not matter here. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { measure } from '../src/attachments/measure.ts'
import { tableOf, writeReport } from '../src/attachments/report.ts'

const folder = mkdtempSync(join(tmpdir(), 'deskhand-bench-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('prints a line for each aim, and puts the table into its place', async () => {
  const said: string[] = []
  const options = { rounds: 1, starts: 1, parallel: 2, parallelSize: 1 }
  const lines = await measure(join(folder, 'data'), options, (text) => void said.push(text))
  expect(lines.map(({ title }) => title)).toEqual([
    'upload of 10 MB',
    'upload of 1 MB',
    'download of 10 MB',
    'peak memory over idle, 2 uploads of 1 MB at once',
  ])
  expect(said).toHaveLength(4)
  for (const { aim } of lines) expect(aim).toMatch(/[≤≥] [\d.]+ (met|\*\*missed\*\*)$/)

  const file = join(folder, 'page.md')
  writeFileSync(
    file,
    'Before.\n<!-- bench:attachments -->\nold\n<!-- /bench:attachments -->\nAfter.\n',
  )
  for (const _ of ['once', 'again']) writeReport(file, tableOf(lines), 1)
  const page = readFileSync(file, 'utf8')
  expect(page).toMatch(/^Before\.\n<!-- bench.*\| upload of 10 MB \|.*<!-- \/bench.*\nAfter\.\n$/s)
  expect(page).not.toContain('old')
  expect(page.match(/upload of 10 MB/g)).toHaveLength(1)
  expect(() => writeReport(join(folder, 'package.json'), '', 1)).toThrow()
})
