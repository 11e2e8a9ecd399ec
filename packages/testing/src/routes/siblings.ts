/** What belongs to one ticket can't be had through another, though the caller sees both. */
import { expect } from 'vitest'
import { naming } from '../rows.ts'
import type { Check } from '../suite.ts'
import { paramsOf } from './ask.ts'
import { callInProcess, operationInProcess } from './in-process.ts'
import { mightiest, type Target } from './target.ts'

export function siblingChecks(target: Target): Check[] {
  if (!target.isUnderTicket || target.isPublic) return []
  return [{ name: 'leaves sibling tickets alone', run: () => leavesAlone(target) }]
}

async function leavesAlone(target: Target): Promise<void> {
  const { ground, route, rules } = target
  const fixture = await ground.fixture()
  const request = await target.sample(fixture)
  const { ticket, otherTicket } = fixture
  const before = naming(await ground.rows(fixture), ticket.id)
  const children = paramsOf(route).filter(
    (name) => name !== 'ticketId' && !rules.shared?.includes(name),
  )

  const through = { ...request, params: { ...request.params, ticketId: otherTicket.id } }
  const answer = await target.ask(fixture, mightiest(target), through)
  if (children.length > 0) {
    const said =
      `The ${children.join(', ')} of one ticket was found through another: ${answer.text} ` +
      'Look it up by tenant, ticket and id. If it belongs to no ticket, name it in rules.shared.'
    expect(answer.status, said).toBe(404)
    const operation = operationInProcess(target, fixture, mightiest(target))
    if (operation) expect(await callInProcess(operation, through), said).toBe(404)
  }
  const after = naming(await ground.rows(fixture), ticket.id)
  const kept = after.filter((row) =>
    before.some((old) => JSON.stringify(old) === JSON.stringify(row)),
  )
  expect(kept, 'A request about another ticket changed rows of this one.').toEqual(before)
}
