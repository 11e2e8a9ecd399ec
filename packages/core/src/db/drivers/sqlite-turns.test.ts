import { expect, it } from 'vitest'
import { deadlineIn } from '../retry.ts'
import { createQueue } from './queue.ts'
import { createTurns } from './sqlite-turns.ts'

/** Two writes in a row. Another process commits between them if `isShared`. */
async function twoWrites({ isShared }: { isShared: boolean }) {
  let version = 1
  const turns = createTurns(createQueue(), () => version)
  await turns.run(async () => {}, deadlineIn())
  if (isShared) version += 1
  let hasStarted = false
  const second = turns.run(async () => {
    hasStarted = true
  }, deadlineIn())
  // A gap is a timer, and no timer fires between microtasks.
  for (let n = 0; n < 100; n += 1) await Promise.resolve()
  const startedAtOnce = hasStarted
  await second
  return { startedAtOnce, hasStarted }
}

it('leaves no gap while no other process writes, not even after the first write', async () => {
  expect(await twoWrites({ isShared: false })).toEqual({ startedAtOnce: true, hasStarted: true })
})

it('leaves a gap once another process has written', async () => {
  expect(await twoWrites({ isShared: true })).toEqual({ startedAtOnce: false, hasStarted: true })
})
