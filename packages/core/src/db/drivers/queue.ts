/** Lets so many through at a time, first come first served. */
import { Busy } from '../errors.ts'
import { type Deadline, millisecondsUntil } from '../retry.ts'

export interface Queue {
  run<T>(work: () => Promise<T> | T, deadline?: Deadline): Promise<T>
}

interface Waiter {
  enter(): void
}

export function createQueue(places = 1): Queue {
  const waiting = new Set<Waiter>()
  let free = places

  function turn(deadline: Deadline | undefined): Promise<void> | undefined {
    if (free > 0) {
      free--
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
    if (!waiter) {
      free++
      return
    }
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
