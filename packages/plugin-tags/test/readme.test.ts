import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { examplesOf, openWorkbench } from '../../core/test/support/readme.ts'

const folder = join(import.meta.dirname, '..')
const bench = openWorkbench(folder)
afterAll(bench.remove)

it('prints what the README says, and has no type errors', async () => {
  const [example, output] = examplesOf(join(folder, 'README.md')).filter(
    ({ language }) => language !== 'sh',
  )
  bench.write('example.ts', example?.code ?? '')
  expect(await bench.run('example.ts')).toBe(output?.code)
  expect(await bench.typeErrors()).toBe('')
})
