/** A reply is found through its own ticket only, and only by actors who may see it. */
import { expect } from 'vitest'
import { type Fixture, swapped } from '../fixture.ts'
import { type PersonId, person } from '../people.ts'
import type { Check } from '../suite.ts'
import { paramsOf } from './ask.ts'
import { callInProcess, operationInProcess } from './in-process.ts'
import type { RequestSample } from './options.ts'
import { mightiest, type Target } from './target.ts'

export function replyChecks(target: Target): Check[] {
  if (!target.isUnderReply || target.isPublic) return []
  const children = paramsOf(target.route).filter(
    (name) => name !== 'ticketId' && name !== 'replyId' && !target.rules.shared?.includes(name),
  )
  return [
    { name: 'hides notes from the customer side', run: () => hidesNotes(target) },
    { name: 'finds no reply of another ticket or tenant', run: () => findsNoOther(target) },
    ...(children.length > 0
      ? [{ name: 'leaves sibling replies alone', run: () => leavesSiblings(target, children) }]
      : []),
  ]
}

/** A customer, and an agent on the ticket that they requested. */
async function hidesNotes(target: Target): Promise<void> {
  for (const requester of ['ada', 'grace'] as const) {
    const fixture = await target.ground.fixture({ requester })
    const request = await aboutNote(target, fixture)
    const said = `${requester} requested the ticket and got at a note of it`
    await expectHidden(target, { fixture, owner: fixture, who: requester, request, said })
  }
}

async function findsNoOther(target: Target): Promise<void> {
  const fixture = await target.ground.fixture()
  const who = mightiest(target)
  for (const [whose, owner] of [
    ['another ticket', await swapped(fixture)],
    ['another tenant', await target.ground.fixture()],
  ] as const) {
    const request = withParams(await target.sample(owner), { ticketId: fixture.ticket.id })
    const said = `The reply of ${whose} was found`
    await expectHidden(target, { fixture, owner, who, request, said })
  }
}

async function leavesSiblings(target: Target, children: readonly string[]): Promise<void> {
  const fixture = await target.ground.fixture()
  const { ticket, agent, as } = fixture
  const about = await target.sample(fixture)
  const { reply } = await as(agent).replies.create({ ticketId: ticket.id, body: 'One more.' })
  const request = withParams(about, { replyId: reply?.id as string })
  const said = `The ${children.join(', ')} of one reply was found through another`
  await expectHidden(target, { fixture, owner: fixture, who: mightiest(target), request, said })
}

/** A sample about the note; where none can be made, one about the reply with the id of the note. */
async function aboutNote(target: Target, fixture: Fixture): Promise<RequestSample> {
  const { note } = fixture
  const request = await target.sample({ ...fixture, reply: note }).catch((error: unknown) => {
    if (typeof (error as { status?: unknown }).status !== 'number') throw error
    return target.sample(fixture)
  })
  return withParams(request, { replyId: note.id })
}

function withParams(request: RequestSample, params: Readonly<Record<string, string>>) {
  return { ...request, params: { ...request.params, ...params } }
}

interface Attempt {
  /** Where it is made. */
  readonly fixture: Fixture
  /** Whose rows must stay as they are. */
  readonly owner: Fixture
  readonly who: PersonId
  readonly request: RequestSample
  readonly said: string
}

/** 404 over HTTP and in process. 403 is right for a role without the permission of the route. */
async function expectHidden(
  target: Target,
  { fixture, owner, who, request, said }: Attempt,
): Promise<void> {
  const { ground, open } = target
  const before = await ground.rows(owner)
  const { status, text } = await target.ask(fixture, who, request)
  expect(status, `${said}: ${text} Load it with loadVisibleReply.`).toBe(404)
  const operation = operationInProcess(target, fixture, who)
  const outcome = operation ? await callInProcess(operation, request) : 404
  const isOpen = open.some((role) => role === person(who).role)
  const message = `${said} in process. Load it with loadVisibleReply.`
  expect(isOpen ? [404] : [404, 403], message).toContain(outcome)
  expect(await ground.rows(owner), 'A refused request changed rows.').toEqual(before)
}
