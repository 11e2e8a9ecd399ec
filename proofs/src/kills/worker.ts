/**
 * One of several who write at the same time. It keeps a record of what was acknowledged; a request
 * that got no answer is in doubt until the database was looked at, and is then repeated.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { type Answered, ask } from '../caller.ts'
import type { Random } from '../random.ts'
import type { Found, FoundTicket } from './found.ts'
import type { Gate } from './gate.ts'
import { type Attempt, type Change, createWorkload, type Known } from './workload.ts'

export interface Tally {
  acknowledged: number
  /** Requests that a kill left without an answer. */
  inDoubt: number
  /** Those of them that had their effect all the same. */
  applied: number
  /** Repeated with their key, and answered again instead of done again. */
  replayed: number
}

export interface Worker {
  /** Works until `finish`, and ends with nothing in doubt. */
  run(): Promise<void>
  finish(): void
  /** Compares the record with the database, while nobody writes. Says what is wrong. */
  check(found: Found): string[]
  readonly tally: Tally
}

type Doubt = Attempt & { isApplied: boolean }

export function createWorker(name: string, random: Random, gate: Gate): Worker {
  const workload = createWorkload(name, random)
  const record = new Map<string, Known>()
  const tally: Tally = { acknowledged: 0, inDoubt: 0, applied: 0, replayed: 0 }
  const faults: string[] = []
  let doubt: Doubt | null = null
  let isFinishing = false

  async function step(): Promise<void> {
    let attempt: Attempt | undefined
    const answer = await gate.pass(
      (url) => {
        // Not before the gate is open: until then a look at the database may settle the doubt.
        attempt = doubt ?? workload.next([...record.values()].slice(-6))
        return ask<{ id?: string; number?: number }>(url, attempt.asked)
      },
      () => {
        if (!attempt) return
        if (!doubt) tally.inDoubt++
        doubt = { ...attempt, isApplied: false }
      },
    )
    if (!answer || !attempt) return
    if (isStillRunning(answer)) return pause(20)
    compare(attempt, answer)
    for (const change of attempt.changes) note(change, answer)
    tally.acknowledged++
    doubt = null
  }

  /** A stored answer that was just being written, as the connection that died may hold its lock yet. */
  function isStillRunning({ status, body }: Answered<object>): boolean {
    return status === 409 && 'code' in body && body.code === 'idempotency_in_progress'
  }

  function compare({ asked, status, changes }: Attempt, answer: Answered): void {
    const wasApplied = doubt?.isApplied ?? false
    if (answer.replayed) tally.replayed++
    // Without a key, a condition on the version tells that it was done before.
    const expected = wasApplied && asked.version !== undefined ? 412 : status
    const isReplay = wasApplied && asked.key !== undefined && status < 300
    // What changes nothing leaves no trace of having been done before.
    const isReplayKnown = !doubt || changes.some(({ before, after }) => before !== after)
    if (answer.status !== expected || (isReplayKnown && answer.replayed !== isReplay)) {
      const got = `${answer.status}${answer.replayed ? ' again' : ''}`
      const wanted = `${expected}${isReplay ? ' again' : ''}`
      fault(`${asked.method} ${asked.path} ${JSON.stringify(asked.body)}: ${got}, not ${wanted}`)
    }
  }

  function note({ subject, after }: Change, { body }: Answered<{ id?: string; number?: number }>) {
    const { id, number } = record.get(subject) ?? body
    if (id !== undefined && number !== undefined)
      record.set(subject, { subject, id, number, state: after })
  }

  function fault(what: string): void {
    faults.push(`${name}: ${what}`)
  }

  function settleDoubt(found: Found): void {
    if (!doubt) return
    const is = (which: 'before' | 'after') =>
      doubt?.changes.every((change) => isDeepStrictEqual(stateOf(found, change), change[which]))
    doubt.isApplied = is('after') === true && !is('before')
    const { asked, changes, isApplied } = doubt
    if (!isApplied && !is('before'))
      fault(`half of it: ${asked.method} ${asked.path} ${JSON.stringify(changes)}`)
    if (!isApplied) return
    tally.applied++
    if (asked.key !== undefined || asked.version !== undefined) return
    // Nothing would tell a repetition from a second wish: what was done is done.
    for (const { subject, after } of changes) {
      const [ticket] = found.get(subject) ?? []
      if (ticket) record.set(subject, { ...ticket, state: after })
    }
    doubt = null
  }

  return {
    tally,
    async run() {
      while (!isFinishing || doubt) await step()
    },
    finish() {
      isFinishing = true
    },
    check(found) {
      const open = new Set(doubt?.changes.map(({ subject }) => subject))
      settleDoubt(found)
      for (const { subject, id, number, state } of record.values()) {
        const tickets = found.get(subject) ?? []
        const [ticket] = tickets
        if (tickets.length !== 1) fault(`${subject} is there ${tickets.length} times`)
        else if (ticket?.id !== id || ticket.number !== number)
          fault(`${subject} is ${ticket?.number} ${ticket?.id}, not ${number} ${id}`)
        else if (!open.has(subject) && !isDeepStrictEqual(ticket.state, state))
          fault(`${subject} is ${JSON.stringify(ticket.state)}, not ${JSON.stringify(state)}`)
      }
      return faults.splice(0)
    },
  }
}

function stateOf(found: Found, { subject }: Change): FoundTicket['state'] | null {
  return found.get(subject)?.[0]?.state ?? null
}
