/** Nothing crosses from one tenant to another, also for people with the same id in both. */
import { expect } from 'vitest'
import { z } from 'zod'
import type { Fixture } from '../fixture.ts'
import { swapped } from '../fixture.ts'
import { type Row, texts } from '../rows.ts'
import type { Check } from '../suite.ts'
import { paramsOf } from './ask.ts'
import type { RequestSample, RouteContractOptions } from './options.ts'
import { mightiest, personOf, type Target } from './target.ts'

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function tenantChecks(target: Target, options: RouteContractOptions): Check[] {
  if (target.isPublic) return []
  return [{ name: 'stays within its tenant', run: () => staysInside(target, options) }]
}

async function staysInside(target: Target, { fill }: RouteContractOptions): Promise<void> {
  const { ground, route, rules } = target
  const home = await ground.fixture()
  await fill?.(home)
  const request = await target.sample(home)
  const before = await ground.rows(home)
  const abroad: Fixture = { ...home, tenantId: ground.emptyTenant() }
  const names = paramsOf(route).filter((name) => !rules.shared?.includes(name))

  for (const role of target.open) {
    const answer = await target.ask(abroad, personOf[role], request)
    const said = `${role} of another tenant got ${answer.text}`
    if (names.length > 0) expect(answer.status, said).toBe(404)
    expect(leaked(answer.text, before, home, request), said).toEqual([])
  }
  expect(await ground.rows(home), 'Another tenant changed rows.').toEqual(before)
  if (route.method === 'GET' && fill) await countsNothing(target, home, abroad, request, fill)
  if (names.length === 0 && takesCursor(target)) await refusesCursor(target, home, abroad, request)
}

function takesCursor({ route: { query } }: Target): boolean {
  return query instanceof z.ZodObject && 'cursor' in query.shape
}

/** A cursor holds values of a row, so it opens in its own tenant only. */
async function refusesCursor(
  target: Target,
  home: Fixture,
  abroad: Fixture,
  request: RequestSample,
): Promise<void> {
  const who = mightiest(target)
  const page = (cursor?: string) => ({ ...request, query: { ...request.query, limit: 1, cursor } })
  const { json } = await target.ask(home, who, page())
  const cursor = (json as { page?: { nextCursor?: string | null } }).page?.nextCursor
  if (!cursor) return // `fill` made no second row of this list.
  const answer = await target.ask(abroad, who, page(cursor))
  const said = `The cursor of another tenant was accepted: ${answer.text}`
  expect(answer.json, said).toMatchObject({ status: 400, code: 'invalid_cursor' })
}

/** Ids and secrets of the home tenant in the answer, other than those that the request named. */
function leaked(
  text: string,
  rows: readonly Row[],
  home: Fixture,
  request: RequestSample,
): string[] {
  const asked = JSON.stringify(request)
  const ids = texts(rows.map(({ values }) => values)).filter((value) => uuid.test(value))
  const marks = [...new Set([...ids, home.secret, home.ticket.subject])]
  return marks.filter((mark) => text.includes(mark) && !asked.includes(mark))
}

/** Numbers leak as well: more at home must not be more abroad. */
async function countsNothing(
  target: Target,
  home: Fixture,
  abroad: Fixture,
  request: RequestSample,
  fill: NonNullable<RouteContractOptions['fill']>,
): Promise<void> {
  const [role] = target.open.toReversed()
  if (!role) return
  const withoutId = (text: string) => text.replace(/"requestId":"[^"]*"/, '')
  const first = await target.ask(abroad, personOf[role], request)
  await fill(await swapped(home))
  const second = await target.ask(abroad, personOf[role], request)
  const said = 'The answer depends on what another tenant has.'
  expect(withoutId(second.text), said).toBe(withoutId(first.text))
}
