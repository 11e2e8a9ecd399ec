/** Checks what the host's functions return, so that the error names the function with the mistake. */
import { explain } from '../kit/explain.ts'
import { describe } from '../kit/in-words.ts'
import type { Logger } from '../kit/ports.ts'
import { actorSchema } from './actor.ts'
import { type PeopleSource, type Person, roles } from './types.ts'

const personShape =
  'A person is { id, role, name, email }, with the id as text and role one of customer, agent, supervisor, admin.'

/**
 * The host's people, checked: each function throws a `TypeError` that says what it returned and what to
 * return.
 */
export function checkedPeople(source: PeopleSource, logger: Logger): PeopleSource {
  const resolve: PeopleSource['resolve'] = async (ids, context) => {
    const people: unknown = await source.resolve(ids, context)
    // Every list resolves people, and the schema takes longer than the rest of it.
    const isRight = Array.isArray(people) && people.every(isPerson)
    return onlyAsked(isRight ? people : checkPeople('people.resolve', people), ids, logger)
  }
  const checked: PeopleSource = { resolve }
  if (source.search) {
    checked.search = async (query, context) =>
      checkPeople('people.search', await source.search?.(query, context))
  }
  if (source.findByEmail) {
    checked.findByEmail = async (email, context) => {
      const person: unknown = await source.findByEmail?.(email, context)
      if (person === null || person === undefined) return null
      return checkPerson('people.findByEmail', person)
    }
  }
  return checked
}

function checkPeople(name: string, people: unknown): Person[] {
  if (Array.isArray(people)) return people.map((person) => checkPerson(name, person))
  const keys = typeof people === 'object' && people !== null ? Object.keys(people).slice(0, 5) : []
  const found = keys.length > 0 ? `an object with ${keys.join(', ')}` : describe(people)
  throw new TypeError(`${name} returned ${found}. Return an array of people. ${personShape}`)
}

const knownRoles: ReadonlySet<unknown> = new Set(roles)
const texts = [
  'name',
  'email',
  'organisationId',
  'organisationName',
  'avatarUrl',
  'tenantId',
] as const

/** The same as the schema for a person whose id was asked for. Says nothing of what is wrong. */
function isPerson(value: unknown): value is Person {
  const person = (value ?? {}) as Partial<Person>
  const { id, role, teams, emailVerified } = person
  if (typeof id !== 'string' || !knownRoles.has(role)) return false
  if (emailVerified != null && typeof emailVerified !== 'boolean') return false
  if (teams !== undefined && !(Array.isArray(teams) && teams.every(isText))) return false
  return texts.every((key) => person[key] == null || isText(person[key]))
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function checkPerson(name: string, person: unknown): Person {
  const result = explain(actorSchema, person)
  if ('data' in result) return result.data
  const [problem] = result.problems
  const { id } = (person ?? {}) as { id?: unknown }
  const who = typeof id === 'string' ? `the person ${JSON.stringify(id)}` : 'a person'
  const what = problem?.path ? `the ${problem.path} of ${who}` : who
  throw new TypeError(
    `${name} returned ${problem?.found} as ${what}. ${problem?.advice} ${personShape}`,
  )
}

/**
 * Ids may come from clients, and a host's database may match another spelling, such as `007` for 7. So this drops
 * people whose ids were not requested. If they are more than the ids without a person, the query ignores the ids.
 */
function onlyAsked(people: readonly Person[], ids: readonly string[], logger: Logger): Person[] {
  const asked = new Set(ids)
  const found = people.filter(({ id }) => asked.has(id))
  const others = new Set(people.map(({ id }) => id).filter((id) => !asked.has(id)))
  if (others.size === 0) return found
  const [other] = others
  const message =
    `people.resolve returned the person ${JSON.stringify(other)}, whom nobody asked for. ` +
    'Return only people whose id is among the ids that it gets, spelled in the same way.'
  const missing = asked.size - new Set(found.map(({ id }) => id)).size
  if (others.size > missing) throw new TypeError(message)
  logger.warn(message)
  return found
}
