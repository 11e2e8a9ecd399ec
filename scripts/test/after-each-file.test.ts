/** A test file that fails leaves nothing to the next file in the same process. */
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'

const { folder, start, clean } = fixture('leftovers')
const data = mkdtempSync(join(tmpdir(), 'deskhand-leftovers-'))
afterAll(() => {
  clean()
  rmSync(data, { recursive: true })
})

it('ends its processes and its fake timers', async () => {
  const run = start(
    { CI: 'true', PID_FILE: join(data, 'pid') },
    '--maxWorkers',
    '1',
    '--retry',
    '0',
  )
  await once(run, 'exit')
  const report = JSON.parse(readFileSync(join(folder, '.reports/tests.json'), 'utf8'))
  expect(report).toMatchObject({ numPassedTests: 1, numFailedTests: 1 })
})
