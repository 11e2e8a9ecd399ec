/** Parsing of everything that comes from outside: strict objects, bounded and well-formed text. */
import { type ZodError, type ZodType, z } from 'zod'
import { type FieldError, type HelpdeskError, invalid } from './errors.ts'

const isStorable = (value: string) => value.isWellFormed() && !value.includes('\0')
const notStorable = 'Must be well-formed Unicode without NUL characters.'

/** Text that both databases can hold. */
export function storable(text: z.ZodString): z.ZodString {
  return text.refine(isStorable, notStorable)
}

/** One line of text, trimmed. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine(isStorable, notStorable)
    .refine((value) => !/[\r\n\u2028\u2029]/.test(value), 'Must be a single line.')
}

/** Text of several lines, not empty. */
export function prose(max: number) {
  return z
    .string()
    .max(max)
    .refine((value) => value.trim() !== '', 'Must not be empty.')
    .refine(isStorable, notStorable)
}

/** A host's opaque id: of a person, team or organisation. */
export function hostId() {
  return z.string().min(1).max(200).refine(isStorable, notStorable)
}

/** An id that Deskhand made (UUID, RFC 9562), in lower case. */
export function id() {
  return z.uuid().toLowerCase()
}

/** An instant with an offset (RFC 3339), between the years 1 and 9999, with millisecond precision. */
export function instant() {
  return z.iso.datetime({ offset: true }).refine((value) => {
    const year = new Date(value).getUTCFullYear()
    return year >= 1 && year <= 9999
  }, 'Must lie between the years 1 and 9999.')
}

/** From an instant on, inclusive, up to another one, exclusive. At least one of them is given. */
export function timeRange() {
  return z
    .strictObject({ from: instant().optional(), to: instant().optional() })
    .refine(({ from, to }) => from !== undefined || to !== undefined, 'Give from, to or both.')
}

export function email() {
  return z.email().max(254).refine(isStorable, notStorable)
}

/** Inputs that the router has parsed and no service has used yet. */
const parsedAhead = new WeakMap<object, ZodType>()

/** Parses an input, so that the next `parse` of the result with the same schema returns it unchanged. */
export function parseAhead(schema: ZodType, input: unknown): unknown {
  const output = parse(schema, input)
  if (typeof output === 'object' && output !== null) parsedAhead.set(output, schema)
  return output
}

/**
 * Parses `input`, or throws `invalid_input` (400) with a JSON Pointer for each refused field. `at` is
 * the pointer of `input` in what the caller sent. Default: `input` is all of it.
 */
export function parse<Output>(schema: ZodType<Output>, input: unknown, at = ''): Output {
  if (typeof input === 'object' && input !== null && parsedAhead.get(input) === schema) {
    // Only once: a `before` hook may change the input, and then it must be parsed again.
    parsedAhead.delete(input)
    return input as Output
  }
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw invalid(fieldErrors(result.error, at))
}

export const notKnown = 'This field is not known here.'

/** `invalid_input` (400) for a field that the input may not have. */
export function unknownField(name: string): HelpdeskError {
  return invalid([{ path: pointer([name]), message: notKnown }])
}

function fieldErrors(error: ZodError, at: string): FieldError[] {
  return error.issues.slice(0, 50).flatMap((issue) => {
    const path = at + pointer(issue.path)
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
    return issue.keys.slice(0, 50).map((key) => ({
      path: path + pointer([key]),
      message: notKnown,
    }))
  })
}

/** A JSON Pointer (RFC 6901). */
export function pointer(path: readonly PropertyKey[]): string {
  return path
    .map(
      (part) =>
        `/${String(part).slice(0, 100).toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')}`,
    )
    .join('')
}
