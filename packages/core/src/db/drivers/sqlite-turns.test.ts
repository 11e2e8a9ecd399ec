import { expect, it } from 'vitest'
import { deadlineIn } from '../retry.ts'
import { createQueue } from './queue.ts'
import { createTurns } from './sqlite-turns.ts'

/** Two writes in a row. Another process may commit while the first one waits for the lock, or between them. */
async function twoWrites(rival?: 'during the first' | 'between them') {
  let version = 1
  const turns = createTurns(createQueue(), () => version)
  const first = async () => {
    if (rival === 'during the first') version += 1
  }
  await turns.run(first, deadlineIn())
  if (rival === 'between them') version += 1
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
  expect(await twoWrites()).toEqual({ startedAtOnce: true, hasStarted: true })
})

it.each(['during the first', 'between them'] as const)(
  'leaves a gap once another process has written: %s',
  async (rival) => {
    expect(await twoWrites(rival)).toEqual({ startedAtOnce: false, hasStarted: true })
  },
)
