/** Explains in full sentences what is wrong with a value that the host's code gave. */
import { closestMatch } from 'leven'
import { type core, type ZodType, z } from 'zod'
import { describe, listed, mustBe, quoted, sentence } from './in-words.ts'

export interface Problem {
  /** Such as `policy.agentsSee` or `plugins[0]`. Empty for the value as a whole. */
  readonly path: string
  /** `unknown` is an unknown name. `refined` is a value that failed a refinement of the whole schema. */
  readonly kind: 'unknown' | 'missing' | 'refined' | 'wrong'
  /** The refused value in words. Text is shown only where it should be one of a few words. */
  readonly found: string
  /** What to write instead, as one or two full sentences. */
  readonly advice: string
}

/**
 * Returns what the schema returns, or the problems. The advice is the message of the schema, such as
 * `z.string('It must be a path.')`. Without one, it is made from the schema.
 */
export function explain<Schema extends ZodType>(
  schema: Schema,
  value: unknown,
): { readonly data: z.output<Schema> } | { readonly problems: readonly Problem[] } {
  const result = z.safeParse(schema, value, { error: mustBe, reportInput: true })
  if (result.success) return { data: result.data }
  const problems = result.error.issues.flatMap((issue) => problemsOf(schema, issue))
  // A name is often missing because it is misspelled, so the unknown names come first.
  const isUnknown = ({ kind }: Problem) => kind === 'unknown'
  return { problems: [...problems.filter(isUnknown), ...problems.filter((one) => !isUnknown(one))] }
}

function problemsOf(schema: ZodType, issue: core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(shapeAt(schema, issue.path) ?? {})
    return issue.keys.map((key) => ({
      path: pathOf([...issue.path, key]),
      kind: 'unknown',
      found: key,
      advice: adviceFor(key, known, issue.path),
    }))
  }
  const isWhole = issue.path.length === 0 && issue.code === 'custom'
  const wrong = isWhole ? 'refined' : 'wrong'
  return [
    {
      path: pathOf(issue.path),
      kind: issue.input === undefined ? 'missing' : wrong,
      found: issue.code === 'invalid_value' ? quoted(issue.input) : describe(issue.input),
      advice: sentence(issue.message),
    },
  ]
}

/** Returns the known name that `key` probably stands for. */
export function nearestName(key: string, known: readonly string[]): string | undefined {
  const isLonger = (name: string) => name.startsWith(key) || key.startsWith(name)
  return (
    closestMatch(key, known, { maxDistance: Math.ceil(key.length / 3) }) ?? known.find(isLonger)
  )
}

function adviceFor(key: string, known: readonly string[], path: readonly PropertyKey[]): string {
  const nearest = nearestName(key, known)
  if (nearest !== undefined) return `Did you mean "${pathOf([...path, nearest])}"?`
  return known.length === 0 ? 'Remove it.' : `It knows ${listed(known, 'and')}.`
}

/** The properties that lead from a schema of any kind to its inner schemas. */
interface Definition {
  readonly shape?: Readonly<Record<string, core.$ZodType>>
  readonly element?: core.$ZodType
  readonly innerType?: core.$ZodType
  readonly in?: core.$ZodType
  readonly options?: readonly core.$ZodType[]
}

/** The fields of the object at a path. Does not use `instanceof`, because a plugin may have its own copy of zod. */
function shapeAt(schema: core.$ZodType, path: readonly PropertyKey[]): Definition['shape'] {
  const { shape, element, innerType, in: before, options } = schema._zod.def as Definition
  const inner = innerType ?? before
  if (inner) return shapeAt(inner, path)
  if (options) return Object.assign({}, ...options.map((option) => shapeAt(option, path)))
  const [part, ...rest] = path
  if (part === undefined) return shape
  const next = typeof part === 'number' ? element : shape?.[String(part)]
  return next && shapeAt(next, rest)
}

function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}
