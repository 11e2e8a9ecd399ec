/** Checks what the host's `scope` and `can` return: each throws a `TypeError` that says what to return. */
import { z } from 'zod'
import { explain } from '../kit/explain.ts'
import { describe } from '../kit/in-words.ts'
import type { Runtime } from '../runtime.ts'
import type { Scope } from './types.ts'

const scopeSchema = z.strictObject({
  all: z.boolean().optional(),
  own: z.boolean().optional(),
  teams: z.array(z.string()).optional(),
  organisations: z.array(z.string()).optional(),
})

const scopeAdvice =
  'Return a scope such as { own: true, teams: ["billing"] }, not a promise of one, or undefined to leave it to the role.'

export function checkedScope(scope: NonNullable<Runtime['scope']>): NonNullable<Runtime['scope']> {
  return (actor) => {
    const given: unknown = scope(actor)
    if (given === undefined) return undefined
    const result = explain(scopeSchema, given)
    if ('data' in result && !(given instanceof Promise)) return result.data as Scope
    const [problem] = 'problems' in result ? result.problems : []
    if (!problem?.path) throw new TypeError(`scope returned ${describe(given)}. ${scopeAdvice}`)
    const found = problem.kind === 'unknown' ? 'something unknown' : problem.found
    throw new TypeError(
      `scope returned ${found} as "${problem.path}". ${problem.advice} ${scopeAdvice}`,
    )
  }
}

/** `undefined` refuses nothing. */
export function checkedCan(can: NonNullable<Runtime['can']>): NonNullable<Runtime['can']> {
  return async (actor, permission, subject) => {
    const given: unknown = await can(actor, permission, subject)
    if (given === undefined || given === null) return true
    if (typeof given === 'boolean') return given
    throw new TypeError(`can returned ${describe(given)}. Return true or false.`)
  }
}
