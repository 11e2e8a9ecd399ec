/** What a route does not know is refused, and nothing that is sent makes it fail. */
import { expect } from 'vitest'
import type { Check } from '../suite.ts'
import { type Answer, paramsOf } from './ask.ts'
import { hostileTexts, mutations } from './mutations.ts'
import type { RequestSample } from './options.ts'
import { mightiest, type Target } from './target.ts'

const unknownName = 'deskhandUnknown'

export function hostileChecks(target: Target): Check[] {
  const { route } = target
  return [
    { name: 'refuses what it does not know', run: () => refusesUnknown(target) },
    ...(route.body ? [{ name: 'survives hostile bodies', run: () => survivesBodies(target) }] : []),
    ...(route.query
      ? [{ name: 'survives hostile queries', run: () => survivesQueries(target) }]
      : []),
    ...(paramsOf(route).length > 0
      ? [{ name: 'survives hostile paths', run: () => survivesPaths(target) }]
      : []),
  ]
}

async function prepare(target: Target) {
  const fixture = await target.ground.fixture()
  const request = await target.sample(fixture)
  const who = target.isPublic ? null : mightiest(target)
  const send = (change: RequestSample) => target.ask(fixture, who, { ...request, ...change })
  return { request, send }
}

async function refusesUnknown(target: Target): Promise<void> {
  const { request, send } = await prepare(target)
  const { route } = target
  const query = { ...request.query, [unknownName]: 'x' }
  expectRefusal(await send({ query }), 'An unknown query parameter')
  if (route.rawBody || route.method === 'GET') return
  const known = route.body ? (request.body as object) : {}
  expectRefusal(await send({ body: { ...known, [unknownName]: 'x' } }), 'An unknown body field')
}

function expectRefusal({ status, text }: Answer, what: string): void {
  expect(status, `${what} was not refused: ${text}. Use z.strictObject.`).toBe(400)
}

async function survivesBodies(target: Target): Promise<void> {
  const { request, send } = await prepare(target)
  for (const body of mutations(request.body)) await send({ body })
}

async function survivesQueries(target: Target): Promise<void> {
  const { request, send } = await prepare(target)
  const query = { limit: 1, cursor: 'x', ...request.query }
  for (const hostile of mutations(query)) {
    if (typeof hostile === 'object' && hostile !== null) await send({ query: hostile as never })
  }
}

async function survivesPaths(target: Target): Promise<void> {
  const { request, send } = await prepare(target)
  const shared = target.rules.shared ?? []
  for (const name of paramsOf(target.route)) {
    for (const text of hostileTexts.filter((hostile) => hostile !== '' && hostile.length < 2_000)) {
      if (!text.isWellFormed()) continue
      await send({ params: { ...request.params, [name]: text } })
    }
    if (shared.includes(name)) continue
    const { status, text } = await send({
      params: { ...request.params, [name]: crypto.randomUUID() },
    })
    expect(status, `A ${name} that nobody has was not refused: ${text}`).toBe(404)
  }
}
