/** The other entry point to the same operation: `helpdesk.as(actor).<part>.<name>(input)`. */
import type { Fixture } from '../fixture.ts'
import type { PersonId } from '../people.ts'
import type { RequestSample } from './options.ts'
import type { Target } from './target.ts'

type Operation = (input: object) => Promise<unknown>

/** `undefined` where the API has no function of that name. */
export function operationInProcess(
  { route, rules }: Target,
  fixture: Fixture,
  who: PersonId,
): Operation | undefined {
  if (rules.inProcess === false || route.rawBody || route.rawResponse) return undefined
  const [part, name, ...more] = route.operationId.split('.')
  if (part === undefined || name === undefined || more.length > 0) return undefined
  const api = (fixture.as(who) as unknown as Record<string, Record<string, unknown>>)[part]
  const operation = api?.[name]
  return typeof operation === 'function' ? (operation.bind(api) as Operation) : undefined
}

/** The status that HTTP would have given: `ok` where it was done. */
export async function callInProcess(
  operation: Operation,
  { params, query, body }: RequestSample,
): Promise<number | 'ok'> {
  try {
    await operation({ ...query, ...(body as object | undefined), ...params })
    return 'ok'
  } catch (error) {
    const status = (error as { status?: unknown }).status
    if (typeof status === 'number') return status
    throw error
  }
}
