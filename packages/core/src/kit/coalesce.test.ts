import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { coalesce } from './coalesce.ts'

it('runs once more for all calls that came meanwhile, never two at a time', async () => {
  let runs = 0
  let running = 0
  const run = coalesce(async () => {
    expect(++running).toBe(1)
    const number = ++runs
    await setImmediate()
    running--
    return number
  })
  expect(await Promise.all([run(), run(), run()])).toEqual([1, 2, 2])
  expect(await run()).toBe(3)
})

it('starts again from the moment at which a run has just ended', async () => {
  let running = 0
  const run = coalesce(async () => {
    expect(++running).toBe(1)
    await setImmediate()
    running--
  })
  const chain = async () => {
    for (let n = 0; n < 20; n++) await run()
  }
  await Promise.all([chain(), chain(), chain()])
})

it('fails the callers of a failed run and goes on with the next', async () => {
  let runs = 0
  const run = coalesce(async () => {
    if (++runs === 1) throw new Error('once')
    return runs
  })
  const [first, second] = await Promise.allSettled([run(), run()])
  expect(first.status).toBe('rejected')
  expect(second).toEqual({ status: 'fulfilled', value: 2 })
})
