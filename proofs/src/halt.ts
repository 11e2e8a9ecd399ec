/** Halts a process at a chosen point and reports that, so that a test can kill it there. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { existsSync, writeSync } from 'node:fs'
import type { Storage } from '@deskhand/core'

const cell = new Int32Array(new SharedArrayBuffer(4))

export function say(line: string): void {
  writeSync(1, `${line}\n`)
}

/** Reports it and blocks the thread until the file exists. */
export function haltUntil(file: string, word: string): void {
  say(`halted ${word}`)
  while (!existsSync(file)) Atomics.wait(cell, 0, 0, 20)
}

/** Reports it and blocks the thread forever. */
export function halt(word: string): never {
  say(`halted ${word}`)
  for (;;) Atomics.wait(cell, 0, 0)
}

/** Where in a transaction: between its statements, after all of them, or right after the commit. */
export const points = ['within', 'commit', 'committed'] as const

export type Point = (typeof points)[number]

export interface Halting {
  readonly storage: Storage
  /** Makes the open transaction halt at `point` and report `word`. */
  haltAt(point: Point, word: string): void
  /** The number of open transactions of this process. */
  open(): number
}

export function halting(storage: Storage): Halting {
  const current = new AsyncLocalStorage<{ halt?: { point: Point; word: string } | undefined }>()
  let open = 0

  const transaction: Storage['transaction'] = async (work, options) => {
    if (current.getStore()) return storage.transaction(work, options)
    open++
    try {
      return await current.run({}, () => outermost(work, options))
    } finally {
      open--
    }
  }

  const outermost: Storage['transaction'] = async (work, options) => {
    const own = current.getStore()
    const result = await storage.transaction(async (db) => {
      if (own) own.halt = undefined
      const made = await work(db)
      if (own?.halt?.point === 'commit') halt(own.halt.word)
      return made
    }, options)
    if (own?.halt) halt(own.halt.word)
    return result
  }

  return {
    storage: { ...storage, transaction },
    haltAt(point, word) {
      if (point === 'within') halt(word)
      const own = current.getStore()
      if (!own) throw new Error('No transaction is open.')
      own.halt = { point, word }
    },
    open: () => open,
  }
}
