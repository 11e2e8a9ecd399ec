/** Fields that `include` adds: to whom they belong, and to nobody else. */
import type { Role } from '@deskhand/core'
import type { Field } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import type { Fixture, FixtureOptions } from '../fixture.ts'
import type { PersonId } from '../people.ts'
import type { Answer } from '../routes/ask.ts'
import { personOf, roles } from '../routes/target.ts'
import type { Check, Suite } from '../suite.ts'
import { askCore, coreRoutes, itemOf } from './core-routes.ts'
import type { Stand } from './subject.ts'

/** A field of tickets or replies: how one item is read with it, and how a list. */
interface Kind {
  readonly what: 'ticket' | 'reply'
  readonly one: typeof coreRoutes.get
  readonly list: typeof coreRoutes.list
  idOf(fixture: Fixture): string
}

const ticketKind: Kind = {
  what: 'ticket',
  one: coreRoutes.get,
  list: coreRoutes.list,
  idOf: ({ ticket }) => ticket.id,
}
const replyKind: Kind = {
  what: 'reply',
  one: coreRoutes.reply,
  list: coreRoutes.replies,
  idOf: ({ reply }) => reply.id,
}

export function fieldSuites(stand: Stand): Suite[] {
  const suites = (kind: Kind, fields: Readonly<Record<string, Field>> = {}) =>
    Object.entries(fields).map(([name, field]) => ({
      name: `${kind.what} field ${name}`,
      checks: fieldChecks(stand, kind, name, field),
    }))
  return [
    ...suites(ticketKind, stand.parts.ticketFields),
    ...suites(replyKind, stand.parts.replyFields),
  ]
}

function fieldChecks(stand: Stand, kind: Kind, name: string, field: Field): Check[] {
  const request = { query: { include: [name] } }
  const isInternal = field.audience !== 'public'
  const holders = field.permission ? (stand.permissions[field.permission]?.roles ?? []) : roles
  const readers = roles.filter(
    (role) => holders.includes(role) && !(isInternal && role === 'customer'),
  )

  async function filled(options?: FixtureOptions): Promise<Fixture> {
    const fixture = await stand.ground.fixture(options)
    const made = (await stand.options.fill?.(fixture)) as
      | Partial<Pick<Fixture, 'reply'>>
      | undefined
    return made?.reply ? { ...fixture, reply: made.reply } : fixture
  }

  async function read(fixture: Fixture, who: PersonId): Promise<[Answer, Answer]> {
    return [
      await askCore(stand, fixture, who, kind.one, request),
      await askCore(stand, fixture, who, kind.list, request),
    ]
  }

  async function expectAbsent(fixture: Fixture, who: PersonId, said: string) {
    const [one, list] = await read(fixture, who)
    expect(one.json, said).not.toHaveProperty(name)
    expect(itemOf(list, kind.idOf(fixture)), said).not.toHaveProperty(name)
  }

  return [
    {
      name: `is there for ${readers.join(', ')}`,
      async run() {
        const fixture = await filled()
        for (const role of readers) {
          const [one, list] = await read(fixture, personOf[role])
          expect(one.json, role).toHaveProperty(name)
          const value = (one.json as Record<string, unknown>)[name]
          const said = `The field is not what its schema says: ${JSON.stringify(value)}`
          expect(field.schema.safeParse(value).error?.issues, said).toBeUndefined()
          expect(itemOf(list, kind.idOf(fixture)), role).toHaveProperty(name, value)
        }
      },
    },
    {
      name: 'has something in it to check with',
      async run() {
        const fixture = await filled()
        const [one] = await read(fixture, personOf[readers.at(-1) as Role])
        const said = 'Let fill put something into the field: an empty one can hide a leak.'
        expect((one.json as Record<string, unknown>)[name], said).not.toEqual(field.empty)
      },
    },
    {
      name: 'is there only when it is asked for',
      async run() {
        const answer = await askCore(stand, await filled(), 'root', kind.one)
        expect(answer.json).not.toHaveProperty(name)
      },
    },
    ...(isInternal ? [refusedToCustomers(), hiddenFromAgentsWhoAsked()] : []),
    ...(field.permission ? [withheld()] : []),
  ]

  function refusedToCustomers(): Check {
    return {
      name: 'does not exist for customers',
      async run() {
        const fixture = await filled()
        const unknown = { query: { include: ['deskhandUnknown'] } }
        const answers = await read(fixture, fixture.requester)
        const nothing = await askCore(stand, fixture, fixture.requester, kind.one, unknown)
        for (const { status } of answers) expect(status).toBe(nothing.status)
        const { as, ticket } = fixture
        const inProcess = as(fixture.requester).tickets.list({ include: [name as never] })
        if (kind.what === 'ticket') await expect(inProcess).rejects.toMatchObject({ status: 400 })
        const list = await askCore(stand, fixture, fixture.requester, coreRoutes.list)
        expect(itemOf(list, ticket.id)).not.toHaveProperty(name)
      },
    }
  }

  function hiddenFromAgentsWhoAsked(): Check {
    return {
      name: 'is hidden from an agent on a ticket that they requested',
      async run() {
        const fixture = await filled({ requester: 'grace' })
        await expectAbsent(fixture, 'grace', 'An agent is the customer of their own ticket.')
      },
    }
  }

  function withheld(): Check {
    return {
      name: `is left out without ${field.permission}`,
      async run() {
        const fixture = await filled()
        const others = roles.filter((role) => !holders.includes(role))
        for (const role of others.filter((one) => one !== 'customer' || !isInternal)) {
          await expectAbsent(fixture, personOf[role], `${role} lacks ${field.permission}.`)
        }
      },
    }
  }
}
