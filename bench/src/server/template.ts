/**
 * What changes from one request to the next. Two recordings of the same request are compared: ids,
 * times and numbers that differ are made anew in each replay, and everything else stays.
 */
import { isDeepStrictEqual } from 'node:util'
import { uuidAt } from '../seed/random.ts'

/** What one replay has new. `number` comes from the counter's statement. */
export interface Fresh {
  readonly ids: readonly string[]
  readonly now: Date
  readonly ticketId: string | undefined
  number: number
}

export type Fill = (fresh: Fresh) => unknown

const uuid = /[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}/g
const instant = /^\d{4}-\d\d-\d\d[T ][\d:.]+/

export interface Compiler {
  compile(before: unknown, after: unknown): Fill
  fresh(ticketId: string | undefined): Fresh
}

/** `ticketId` and `number` are those of the second recording. */
export function createCompiler(known: {
  ticketId?: string | undefined
  number?: unknown
}): Compiler {
  const ids = new Map<string, number>()

  function indexOf(id: string): number {
    const index = ids.get(id) ?? ids.size
    ids.set(id, index)
    return index
  }

  function compile(before: unknown, after: unknown): Fill {
    if (after === known.ticketId && after !== undefined) return ({ ticketId }) => ticketId
    if (typeof after === 'string') return text(before, after)
    if (after instanceof Date) return isDeepStrictEqual(before, after) ? constant(after) : now
    if (typeof after === 'object' && after !== null) return parts(before as object, after)
    if (before === after) return constant(after)
    if (typeof after !== 'number' && typeof after !== 'bigint') return constant(after)
    if (Number(after) === Number(known.number)) {
      return typeof after === 'bigint' ? ({ number }) => BigInt(number) : ({ number }) => number
    }
    const isTime = Number(after) > 1e12
    if (!isTime) return constant(after)
    return typeof after === 'bigint' ? (fresh) => BigInt(+fresh.now) : (fresh) => +fresh.now
  }

  function parts(before: object, after: object): Fill {
    const fills = Object.entries(after).map(
      ([key, value]) => [key, compile((before as Record<string, unknown>)?.[key], value)] as const,
    )
    if (fills.every(([, fill]) => isConstant(fill))) return constant(after)
    if (Array.isArray(after)) return (fresh) => fills.map(([, fill]) => fill(fresh))
    return (fresh) => Object.fromEntries(fills.map(([key, fill]) => [key, fill(fresh)]))
  }

  /** Ids and numbers inside text are those in JSON. */
  function text(before: unknown, after: string): Fill {
    const hasTicket = known.ticketId !== undefined && after.includes(known.ticketId)
    if (before === after && !hasTicket) return constant(after)
    if (instant.test(after)) return (fresh) => fresh.now.toISOString()
    const replacers = [...new Set(after.match(uuid) ?? [])]
      .filter((id) => id === known.ticketId || !String(before).includes(id))
      .map((id) => {
        if (id === known.ticketId) return [id, (fresh: Fresh) => String(fresh.ticketId)] as const
        const index = indexOf(id)
        return [id, (fresh: Fresh) => fresh.ids[index] as string] as const
      })
    const [only] = replacers
    if (only?.[0] === after) return only[1]
    const counted = `"number":${known.number}`
    return (fresh) => {
      let filled = after.replace(counted, () => `"number":${fresh.number}`)
      for (const [id, fill] of replacers) filled = filled.replaceAll(id, fill(fresh))
      return filled
    }
  }

  return {
    compile,
    fresh(ticketId) {
      const date = new Date()
      const made = Array.from({ length: ids.size }, () => uuidAt(Math.random, +date))
      return { ids: made, now: date, ticketId, number: 0 }
    },
  }
}

const constants = new WeakSet<Fill>()

function constant(value: unknown): Fill {
  const fill = () => value
  constants.add(fill)
  return fill
}

const isConstant = (fill: Fill) => constants.has(fill)

const now: Fill = (fresh) => fresh.now
