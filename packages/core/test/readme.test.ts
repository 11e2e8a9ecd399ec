/** The examples of the READMEs, run as a reader would run them. */
import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { examplesOf, openWorkbench, type Workbench } from './support/readme.ts'

const core = resolve(import.meta.dirname, '..')
let bench: Workbench

vi.setConfig({ testTimeout: 60_000 })

beforeEach(() => {
  bench = openWorkbench(core)
})
afterEach(() => bench.remove())

it("core's README prints what it says", async () => {
  const [example, output] = examplesOf(`${core}/README.md`)
  bench.write('example.ts', example?.code ?? '')
  expect(await bench.run('example.ts')).toBe(output?.code)
})

it("the repository's README makes a helpdesk that answers", async () => {
  const example = examplesOf(resolve(core, '../../README.md')).find(
    ({ language }) => language === 'ts',
  )
  bench.write('example.ts', example?.code ?? '')
  bench.write(
    'use.ts',
    `
    import { app, helpdesk, reportFailedPayment } from './example.ts'

    const { number } = await reportFailedPayment({ id: 'ada', role: 'customer' }, 'INV-7')
    const ask = (headers: Record<string, string>) => app.request('/helpdesk/tickets', { headers })
    const { data } = await (await ask({ authorization: 'Bearer grace' })).json()
    console.log(number, data[0].subject, data[0].requester.name, (await ask({})).status)
    await helpdesk.close()
    `,
  )
  const printed = await bench.run('use.ts', {
    HELPDESK_SECRET: 'only good enough for a test, and long',
  })
  expect(printed).toBe('1 Payment for INV-7 failed Ada 401\n')
})
