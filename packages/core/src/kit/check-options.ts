import type { ZodType, z } from 'zod'
import { ConfigurationError } from './errors.ts'
import { explain, type Problem } from './explain.ts'

/**
 * Checks the options of a function at run time, for hosts that write plain JavaScript. Returns what the
 * schema returns: with its defaults, while functions and objects that `z.custom` or `z.instanceof` accept
 * pass as they are.
 *
 * A message of the schema says what to write instead. Without one, zod's check says what the option must be.
 *
 * @param name Names the function in messages, such as `localDisk()`.
 * @throws ConfigurationError with a sentence for each option that is missing, wrong or unknown.
 * @example
 * const options = z.strictObject(
 *   { dir: z.string('It must be the path of a directory.') },
 *   "Write localDisk({ dir: './files' }).",
 * )
 * const { dir } = checkOptions('localDisk()', options, given)
 */
export function checkOptions<Schema extends ZodType>(
  name: string,
  schema: Schema,
  options: unknown,
): z.output<Schema> {
  const result = explain(schema, options)
  if ('data' in result) return result.data
  throw new ConfigurationError(result.problems.map((problem) => say(name, problem)).join('\n'))
}

function say(name: string, { path, kind, found, advice }: Problem): string {
  if (kind === 'unknown') return `${name} does not know the option "${path}". ${advice}`
  if (kind === 'refined') return `${name}: ${advice}`
  if (path === '') return `${name} takes an object of options, not ${found}. ${advice}`
  if (kind === 'missing') return `${name} needs the option "${path}". ${advice}`
  return `${name} got ${found} as the option "${path}". ${advice}`
}
