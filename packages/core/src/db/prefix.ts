/** Conditions on the beginning of a text, without `like`, which folds case on one engine only. */
import { and, type Column, gte, lt, type SQL } from 'drizzle-orm'

const LAST = 0x10ffff
const BEFORE_SURROGATES = 0xd7ff
const AFTER_SURROGATES = 0xe000

/** Whether `column` begins with `prefix`, to the letter. Served by an index on the column. */
export function startsWith(column: Column, prefix: string): SQL | undefined {
  const end = endOfPrefix(prefix)
  return and(gte(column, prefix), end === undefined ? undefined : lt(column, end))
}

/** The first text after all that begin so: texts are compared by code point on both engines. */
export function endOfPrefix(prefix: string): string | undefined {
  const points = [...prefix].map((letter) => letter.codePointAt(0) as number)
  while (points.at(-1) === LAST) points.pop()
  const last = points.pop()
  if (last === undefined) return undefined
  const next = last === BEFORE_SURROGATES ? AFTER_SURROGATES : last + 1
  return String.fromCodePoint(...points, next)
}
