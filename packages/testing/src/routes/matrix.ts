/** Who may and who may not: over HTTP and in process alike. */
import { expect } from 'vitest'
import type { Check } from '../suite.ts'
import { expectDocumented } from './documented.ts'
import { callInProcess, operationInProcess } from './in-process.ts'
import type { Caller } from './options.ts'
import { personOf, roles, type Target } from './target.ts'

export function matrixChecks(target: Target): Check[] {
  const { open, isPublic } = target
  return [
    ...(isPublic ? [{ name: 'needs no session', run: () => isOpenToNobody(target) }] : []),
    ...(isPublic ? [] : [{ name: 'is refused to the others', run: () => isRefused(target) }]),
    ...(isPublic ? [] : [{ name: `is open to ${open.join(', ')}`, run: () => isOpen(target) }]),
  ]
}

async function isOpenToNobody(target: Target): Promise<void> {
  const fixture = await target.ground.fixture()
  const { status } = await target.ask(fixture, null, await target.sample(fixture))
  expect(status).toBe(target.expected('nobody'))
}

/** Nobody, roles without the permission and, on a ticket, who does not see it. Nothing may change. */
async function isRefused(target: Target): Promise<void> {
  const { ground } = target
  const fixture = await ground.fixture()
  const request = await target.sample(fixture)
  const before = await ground.rows(fixture)
  const callers: readonly Caller[] = ['nobody', ...roles]
  const refused = callers.filter((caller) => target.expected(caller) >= 400)

  const statuses: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const caller of refused) {
    const who = caller === 'nobody' ? null : personOf[caller]
    statuses[caller] = (await target.ask(fixture, who, request)).status
    expected[caller] = target.expected(caller)
    const operation = who && operationInProcess(target, fixture, who)
    if (!operation) continue
    statuses[`${caller} in process`] = await callInProcess(operation, request)
    expected[`${caller} in process`] = target.expected(caller)
  }
  if (target.isUnderTicket) {
    const what = 'a customer who does not see the ticket'
    statuses[what] = (await target.ask(fixture, 'ben', request)).status
    expected[what] = 404
  }
  expect(statuses).toEqual(expected)
  expect(await ground.rows(fixture), 'A refused request changed rows.').toEqual(before)
}

async function isOpen(target: Target): Promise<void> {
  const statuses: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const role of target.open) {
    const fixture = await target.ground.fixture()
    const request = await target.sample(fixture)
    const answer = await target.ask(fixture, personOf[role], request)
    statuses[role] = answer.status
    expected[role] = target.expected(role)
    if (answer.status === expected[role]) expectDocumented(target.route, answer)
    else expect(statuses, answer.text).toEqual(expected)

    const another = await target.ground.fixture()
    const operation = operationInProcess(target, another, personOf[role])
    if (!operation) continue
    statuses[`${role} in process`] = await callInProcess(operation, await target.sample(another))
    expected[`${role} in process`] = 'ok'
  }
  expect(statuses).toEqual(expected)
}
