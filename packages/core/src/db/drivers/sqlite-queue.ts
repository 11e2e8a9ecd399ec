/** Lets one writer through at a time, first come first served. */
import { Busy } from '../errors.ts'
import { type Deadline, millisecondsUntil } from '../retry.ts'

export interface Queue {
  run<T>(work: () => Promise<T> | T, deadline?: Deadline): Promise<T>
}

interface Waiter {
  enter(): void
}

export function createQueue(): Queue {
  const waiting = new Set<Waiter>()
  let taken = false

  function turn(deadline: Deadline | undefined): Promise<void> | undefined {
    if (!taken) {
      taken = true
      return undefined
    }
    return new Promise((resolve, reject) => {
      const waiter = {
        enter() {
          clearTimeout(timer)
          resolve()
        },
      }
      const giveUp = () => {
        waiting.delete(waiter)
        reject(new Busy('Another transaction kept the database busy for too long. Try again.'))
      }
      const timer = deadline && setTimeout(giveUp, millisecondsUntil(deadline))
      waiting.add(waiter)
    })
  }

  function next() {
    const [waiter] = waiting
    taken = waiter !== undefined
    if (!waiter) return
    waiting.delete(waiter)
    waiter.enter()
  }

  return {
    async run(work, deadline) {
      await turn(deadline)
      try {
        return await work()
      } finally {
        next()
      }
    },
  }
}
