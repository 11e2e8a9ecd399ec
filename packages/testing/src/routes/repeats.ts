/** A repeated `Idempotency-Key` is answered again and does nothing again. */
import { expect } from 'vitest'
import type { Check } from '../suite.ts'
import { mightiest, type Target } from './target.ts'

export function repeatChecks(target: Target): Check[] {
  const { route, isPublic } = target
  const takesKey = route.idempotent ?? (route.method === 'POST' && !route.rawBody)
  if (!takesKey || isPublic) return []
  return [{ name: 'answers a repeated key again', run: () => answersAgain(target) }]
}

async function answersAgain(target: Target): Promise<void> {
  const { ground } = target
  const fixture = await ground.fixture()
  const request = await target.sample(fixture)
  const headers = { ...request.headers, 'idempotency-key': 'once' }
  const keyed = { ...request, headers }

  const first = await target.ask(fixture, mightiest(target), keyed)
  const before = await ground.rows(fixture)
  const second = await target.ask(fixture, mightiest(target), keyed)
  expect(first.status, first.text).toBeLessThan(400)
  expect(second.headers.get('idempotency-replayed'), second.text).toBe('true')
  expect([second.status, second.text]).toEqual([first.status, first.text])
  expect(await ground.rows(fixture), 'The repetition changed rows.').toEqual(before)
}
