/** Describes values, and the requirements of schemas, in words. */
import type { core } from 'zod'

/** For zod's own checks. `undefined` leaves the message to zod. */
export function mustBe(issue: core.$ZodRawIssue): string | undefined {
  const wanted = wantedBy(issue)
  return wanted === undefined ? undefined : `It must be ${wanted}.`
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'an array',
  boolean: 'true or false',
  int: 'a whole number',
  object: 'an object',
}

function wantedBy(issue: core.$ZodRawIssue | core.$ZodIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[String(issue.expected)] ?? `a ${issue.expected}`
    case 'invalid_value':
      return listed(issue.values.map(quoted), 'or')
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'above'} ${issue.minimum}${unitOf(issue.origin)}`
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'below'} ${issue.maximum}${unitOf(issue.origin)}`
    case 'invalid_union': {
      const branches = issue.errors.map(([first]) => first && wantedBy(first))
      return branches.length === 0 || branches.includes(undefined)
        ? undefined
        : branches.join(' or ')
    }
    default:
      return undefined
  }
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long'
  return origin === 'array' ? ' entries long' : ''
}

/** Shows no text and no contents, because they may be secret. */
export function describe(value: unknown): string {
  if (value === null || ['undefined', 'number', 'boolean'].includes(typeof value)) return `${value}`
  if (typeof value !== 'object') return `a ${typeof value}`
  if (Array.isArray(value)) return 'an array'
  if (value instanceof Promise) return 'a Promise'
  return 'an object'
}

export function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : describe(value)
}

export function listed(words: readonly string[], last: 'and' | 'or'): string {
  return new Intl.ListFormat('en-GB', {
    type: last === 'and' ? 'conjunction' : 'disjunction',
  }).format(words)
}

/** Adds the full stop that a text may lack. */
export function sentence(text: string): string {
  return text.replace(/[^.!?)]$/, '$&.')
}
