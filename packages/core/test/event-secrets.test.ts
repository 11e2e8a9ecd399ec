/** Plants a secret in all event data that is not declared public, and looks for it on the customer side. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { NewEvent } from '../src/api/call.ts'
import { coreEvents } from '../src/events/declarations.ts'
import type { EventDeclarations } from '../src/events/types.ts'
import { type EmitterApi, emitter } from './support/emitter.ts'
import { openHelpdesk, type TestHelpdesk } from './support/helpdesk.ts'
import type { PersonId } from './support/people.ts'
import { engines } from './support/storages.ts'
import { listenTo } from './support/stream-listen.ts'

const declared: EventDeclarations = coreEvents
const types = Object.keys(declared)
const undeclared = ['emitter.undeclared', 'ticket.undeclared', 'reply']
const secret = 'secret-4711'

/** Every key that some event shows to customers, those that core's internal data has, and some more. */
const keys = [
  ...new Set(Object.values(declared).flatMap(({ publicData = [] }) => publicData)),
  ...['noteId', 'categoryId', 'replacementId', 'tagIds', 'dueAt', 'attachmentId', 'state'],
  ...['text', 'body', 'name', 'metadata', 'constructor', '__proto__'],
]

const isMove = (type: string) => type === 'ticket.transitioned' || type === 'ticket.reopened'

/** What a public key holds: of moves a state that customers do not see, of fields a hidden one. */
function publicValue(type: string, key: string): unknown {
  if (key === 'fields') return ['subject', secret]
  return key === 'from' && isMove(type) ? 'on_hold' : `public ${key}`
}

function planted(type: string, ticketId: string): NewEvent {
  const shown = declared[type]?.publicData ?? []
  const data = Object.fromEntries(
    keys.map((key) => [key, shown.includes(key) ? publicValue(type, key) : secret]),
  )
  return {
    type,
    ticketId,
    audience: 'public',
    data: { ...data, [secret]: true, nested: { [secret]: [secret] } },
  }
}

/** What customers are shown of the same. */
function expected(type: string): Record<string, unknown> {
  const shown = (declared[type]?.publicData ?? []).map((key) => {
    if (key === 'fields') return [key, ['subject']]
    return [key, key === 'from' && isMove(type) ? 'open' : publicValue(type, key)]
  })
  return Object.fromEntries(shown)
}

describe.each(engines)('event data on $name', (engine) => {
  let desk: TestHelpdesk<readonly [ReturnType<typeof emitter>]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [emitter()] })
  })
  afterAll(() => desk.close())

  const emit: EmitterApi['emit'] = (...events) => desk.as('hal').emitter.emit(...events)

  async function opened(requester: PersonId): Promise<string> {
    const cc = requester === 'ada' ? ['carl'] : []
    const ask = { subject: 'Help', description: 'It is broken.', cc }
    const { id } = await desk.as(requester).tickets.create(ask)
    await desk.as('hal').replies.create({ ticketId: id, body: 'We look into it.' })
    return id
  }

  const read = async (who: PersonId, path: string) => (await desk.request(who, 'GET', path)).text()

  it.each<[string, PersonId, PersonId]>([
    ['the customer', 'ada', 'ada'],
    ['a customer in copy', 'ada', 'carl'],
    ['an agent who requested the ticket', 'grace', 'grace'],
    ['an admin who requested the ticket', 'root', 'root'],
  ])('is shown to %s where it is declared public', async (_who, requester, reader) => {
    const ticketId = await opened(requester)
    const before = (await desk.as(reader).tickets.events({ ticketId })).data.length
    const stream = await listenTo(desk.helpdesk, reader)
    onTestFinished(() => stream.cancel())
    await emit(...[...types, ...undeclared].map((type) => planted(type, ticketId)))
    await desk.as('hal').replies.create({ ticketId, body: 'That is all.' })

    const { data } = await desk.as(reader).tickets.events({ ticketId, limit: 100 })
    const shown = data.slice(before, -1)
    expect(shown.map(({ type, data }) => [type, data])).toEqual(
      types.map((type) => [type, expected(type)]),
    )
    const streamed = await stream.until(
      ({ data }) => data.ticketId === ticketId && data.id === String(shown.at(-1)?.id),
    )
    expect(streamed.map(({ data }) => [data.type, data.data])).toEqual(
      types.map((type) => [type, expected(type)]),
    )
    const answers = await Promise.all(
      [
        `/tickets/${ticketId}/events?limit=100`,
        `/tickets/${ticketId}/events?limit=100&order=desc`,
        `/tickets/${ticketId}`,
        `/tickets/${ticketId}/replies`,
        `/tickets/${ticketId}/participants`,
        '/tickets?limit=100',
        '/capabilities',
        ...(reader === 'root' ? [`/events?limit=100&ticketId=${ticketId}`] : []),
      ].map((path) => read(reader, path)),
    )
    for (const text of [...answers, JSON.stringify(streamed)]) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain('undeclared')
    }
  })

  it('is left out where it is not what core declares, and the rest is shown', async () => {
    const ticketId = await opened('ada')
    const type = 'ticket.updated'
    await emit({ type, ticketId, audience: 'public', data: { fields: secret } })
    const { data } = await desk.as('ada').tickets.events({ ticketId })
    expect(data.at(-1)).toMatchObject({ type, data: { fields: [] } })
  })

  it('is shown in full on the agent side', async () => {
    const ticketId = await opened('ada')
    await emit(...[...types, ...undeclared].map((type) => planted(type, ticketId)))
    const { data } = await desk.as('grace').tickets.events({ ticketId, limit: 100 })
    expect(data.slice(-types.length - undeclared.length).map((event) => event.data)).toEqual(
      [...types, ...undeclared].map((type) => planted(type, ticketId).data),
    )
    expect(await read('sue', `/events?limit=100&ticketId=${ticketId}`)).toContain(secret)
  })

  it('leaves pages full where undeclared events lie between', async () => {
    const ticketId = await opened('ada')
    const hidden = Array.from({ length: 8 }, () => planted('emitter.undeclared', ticketId))
    for (let n = 0; n < 4; n++) await emit(...hidden, planted('participant.added', ticketId))
    const ada = desk.as('ada')
    const first = await ada.tickets.events({ ticketId, limit: 4 })
    const second = await ada.tickets.events({
      ticketId,
      limit: 4,
      cursor: first.page.nextCursor ?? undefined,
    })
    expect([...first.data, ...second.data].map(({ type }) => type)).toEqual([
      ...['ticket.created', 'reply.created', 'ticket.transitioned'],
      ...Array(4).fill('participant.added'),
    ])
    expect(first.data).toHaveLength(4)
    expect(second.page).toEqual({ hasMore: false, nextCursor: null })
  })
})
