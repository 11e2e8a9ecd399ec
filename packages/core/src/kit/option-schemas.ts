/** Schemas that options share. Their messages are what `checkOptions` says. */
import { z } from 'zod'

const dayMs = 24 * 60 * 60_000

/** An object with these methods, which may be those of its class. It passes as it is. */
export function withMethods<Port>(names: readonly string[], advice: string) {
  const hasMethods = (value: unknown) =>
    names.every((name) => typeof (value as Record<string, unknown> | null)?.[name] === 'function')
  return z.custom<Port>(hasMethods, advice)
}

export function fn<Fn>(advice: string) {
  return z.custom<Fn>((value) => typeof value === 'function', advice)
}

export function days(orNull: string) {
  const advice = `It must be a number of days from 0 to 36500, or null ${orNull}.`
  return z.number(advice).min(0, advice).max(36_500, advice).nullable()
}

export function milliseconds(max = dayMs) {
  const advice = `It must be a number of milliseconds from 1 to ${max}.`
  return z.number(advice).min(1, advice).max(max, advice)
}

export function count() {
  const advice = 'It must be a whole number, 1 at least.'
  return z.int(advice).min(1, advice)
}
