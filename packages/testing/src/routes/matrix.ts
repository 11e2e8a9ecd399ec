/** Who may and who may not: over HTTP and in process alike. */
import { expect } from 'vitest'
import type { Check } from '../suite.ts'
import { expectDocumented } from './documented.ts'
import { callInProcess, operationInProcess } from './in-process.ts'
import type { Caller } from './options.ts'
import { personOf, roles, type Target } from './target.ts'

export function matrixChecks(target: Target): Check[] {
  const { open, isPublic, isUnderTicket } = target
  return [
    ...(isPublic ? [{ name: 'needs no session', run: () => isOpenToNobody(target) }] : []),
    ...(isPublic ? [] : [{ name: 'is refused to the others', run: () => isRefused(target) }]),
    ...(isUnderTicket && !isPublic
      ? [{ name: 'hides a ticket out of scope', run: () => hidesTicket(target) }]
      : []),
    ...(isPublic ? [] : [{ name: `is open to ${open.join(', ')}`, run: () => isOpen(target) }]),
  ]
}

async function isOpenToNobody(target: Target): Promise<void> {
  const fixture = await target.ground.fixture()
  const { status, text } = await target.ask(fixture, null, await target.sample(fixture))
  const said = `The sample must be a request that works without a session, with a signature in its headers if the route checks one: ${text}`
  expect(status, said).toBe(target.expected('nobody'))
}

/** Nobody, roles without the permission and, on a ticket, who does not see it. Nothing may change. */
async function isRefused(target: Target): Promise<void> {
  const { ground } = target
  const fixture = await ground.fixture()
  const request = await target.sample(fixture)
  const before = await ground.rows(fixture)
  const callers: readonly Caller[] = ['nobody', ...roles]

  const surprises: string[] = []
  for (const caller of callers.filter((one) => target.expected(one) >= 400)) {
    const who = caller === 'nobody' ? null : personOf[caller]
    const wanted = target.expected(caller)
    const { status } = await target.ask(fixture, who, request)
    if (status !== wanted) surprises.push(`${caller}: ${status} instead of ${wanted}`)
    const operation = who && operationInProcess(target, fixture, who)
    const outcome = operation ? await callInProcess(operation, request) : wanted
    if (outcome !== wanted) {
      surprises.push(`${caller} in process: ${outcome} instead of ${wanted}`)
    }
  }
  if (target.isUnderTicket) {
    const { status } = await target.ask(fixture, 'ben', request)
    if (status !== 404) surprises.push(`who does not see the ticket: ${status} instead of 404`)
  }
  expectNone(target, surprises)
  expect(await ground.rows(fixture), 'A refused request changed rows.').toEqual(before)
}

/** A role with the permission gets 404 for a ticket that it may not see. Only admins see deleted tickets. */
async function hidesTicket(target: Target): Promise<void> {
  const { ground } = target
  const role = target.open.find((one) => one !== 'admin')
  if (!role) return
  const fixture = await ground.fixture()
  const request = await target.sample(fixture)
  await fixture.as('root').tickets.delete({ ticketId: fixture.ticket.id })
  const before = await ground.rows(fixture)
  const { status, text } = await target.ask(fixture, personOf[role], request)
  const message = `${role} reached a deleted ticket: ${text}. Load it with loadVisibleTicket or lockLiveTicket.`
  expect(status, message).toBe(404)
  expect(await ground.rows(fixture), 'A refused request changed rows.').toEqual(before)
}

async function isOpen(target: Target): Promise<void> {
  const surprises: string[] = []
  for (const role of target.open) {
    const fixture = await target.ground.fixture()
    const answer = await target.ask(fixture, personOf[role], await target.sample(fixture))
    const wanted = target.expected(role)
    if (answer.status === wanted) expectDocumented(target.route, answer)
    else surprises.push(`${role}: ${answer.status} instead of ${wanted}, ${answer.text}`)

    const another = await target.ground.fixture()
    const operation = operationInProcess(target, another, personOf[role])
    if (!operation) continue
    const outcome = await callInProcess(operation, await target.sample(another))
    if (outcome !== 'ok') surprises.push(`${role} in process: ${outcome} instead of ok`)
  }
  expectNone(target, surprises)
}

function expectNone({ route }: Target, surprises: readonly string[]): void {
  if (surprises.length === 0) return
  const { operationId, permission } = route
  const hint = `If "${operationId}" is meant to be stricter than ${permission}, say so in rules: { '${operationId}': { answers: { … } } }.`
  throw new Error([...surprises, hint].join('\n'))
}
