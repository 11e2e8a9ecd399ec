/** Filters and sorts of the ticket list. */
import type { TicketFilter, TicketSort } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import type { Fixture } from '../fixture.ts'
import type { PersonId } from '../people.ts'
import { mutations } from '../routes/mutations.ts'
import type { Check, Suite } from '../suite.ts'
import { askCore, coreRoutes, itemOf, itemsOf } from './core-routes.ts'
import type { Stand } from './subject.ts'

export function filterSuites(stand: Stand): Suite[] {
  const filters = Object.entries(stand.parts.ticketFilters ?? {})
  const sorts = Object.entries(stand.parts.ticketSorts ?? {})
  return [
    ...filters.map(([name, filter]) => ({
      name: `ticket filter ${name}`,
      checks: filterChecks(stand, name, filter),
    })),
    ...sorts.map(([name, sort]) => ({
      name: `ticket sort ${name}`,
      checks: sortChecks(stand, name, sort),
    })),
  ]
}

function filterChecks(stand: Stand, name: string, filter: TicketFilter): Check[] {
  const make = stand.options.filters?.[name]
  if (!make) return [missing(name)]
  const isInternal = filter.audience !== 'public'

  async function filled(requester?: 'grace') {
    const fixture = await stand.ground.fixture(requester && { requester })
    await stand.options.fill?.(fixture)
    return { fixture, value: await make?.(fixture) }
  }

  const list = (fixture: Fixture, who: PersonId, value: unknown) =>
    askCore(stand, fixture, who, coreRoutes.list, { query: { [name]: value } })

  return [
    {
      name: 'finds what it says and nothing else',
      async run() {
        const { fixture, value } = await filled()
        const answer = await list(fixture, fixture.agent, value)
        expect(itemOf(answer, fixture.ticket.id), 'The ticket was not found.').toBeDefined()
        expect(itemOf(answer, fixture.otherTicket.id), 'It found the other ticket.').toBeUndefined()
        const abroad = { ...fixture, tenantId: stand.ground.emptyTenant() }
        const said = 'It found tickets of another tenant.'
        expect(itemsOf(await list(abroad, 'root', value)), said).toEqual([])
      },
    },
    {
      name: isInternal ? 'does not exist for customers' : 'tells customers nothing internal',
      async run() {
        const { fixture, value } = await filled()
        const answer = await list(fixture, 'ada', value)
        const inProcess = fixture.as('ada').tickets.list({ [name]: value } as object)
        if (isInternal) {
          expect(answer.status, answer.text).toBe(400)
          await expect(inProcess).rejects.toMatchObject({ status: 400 })
          return
        }
        expect(answer.status, answer.text).toBe(200)
        await inProcess
        expect(itemOf(await list(fixture, 'ben', value), fixture.ticket.id)).toBeUndefined()
        if (!isSecret(value, fixture)) return
        const said = 'A customer can find out by the filter what is internal.'
        expect(itemOf(answer, fixture.ticket.id), said).toBeUndefined()
      },
    },
    {
      name: 'tells an agent nothing internal of a ticket that they requested',
      async run() {
        const { fixture, value } = await filled('grace')
        const found = await list(fixture, fixture.agent, value)
        expect(itemOf(found, fixture.ticket.id), 'The ticket was not found.').toBeDefined()
        if (!isInternal && !isSecret(value, fixture)) return
        const own = await list(fixture, 'grace', value)
        const said =
          'An agent can find out by the filter what is internal on their own ticket. Leave out tickets whose requesterId is the actor, or look only at what is public on them.'
        expect(itemOf(own, fixture.ticket.id), said).toBeUndefined()
      },
    },
    {
      name: 'survives hostile values',
      async run() {
        const { fixture, value } = await filled()
        for (const hostile of mutations(value)) await list(fixture, 'root', hostile)
      },
    },
  ]
}

function sortChecks(stand: Stand, name: string, { audience }: TicketSort): Check[] {
  async function page(fixture: Fixture, who: PersonId, more: object = {}) {
    const needed = (await stand.options.sorts?.[name]?.(fixture)) as object | undefined
    const query = { ...needed, sort: name, ...more }
    return askCore(stand, fixture, who, coreRoutes.list, { query })
  }
  async function filled() {
    const fixture = await stand.ground.fixture()
    await stand.options.fill?.(fixture)
    return fixture
  }
  return [
    {
      name: 'gives the same on one page and on many, in either order',
      async run() {
        const fixture = await filled()
        for (const order of ['asc', 'desc']) {
          const all = itemsOf(await page(fixture, 'root', { order })).map(({ id }) => id)
          const single: unknown[] = []
          let cursor: string | null | undefined
          do {
            const answer = await page(fixture, 'root', { order, limit: 1, cursor })
            single.push(...itemsOf(answer).map(({ id }) => id))
            cursor = (answer.json as { page: { nextCursor: string | null } }).page.nextCursor
          } while (cursor && single.length <= all.length)
          expect(single).toEqual(all)
        }
      },
    },
    ...(audience === 'public'
      ? []
      : [
          {
            name: 'does not exist for customers',
            async run() {
              expect((await page(await filled(), 'ada')).status).toBe(400)
            },
          },
        ]),
  ]
}

function isSecret(value: unknown, { secret }: Fixture): boolean {
  return JSON.stringify(value)?.includes(secret) ?? false
}

function missing(name: string): Check {
  return {
    name: 'has a value to check with',
    run() {
      throw new Error(
        `Add a value that finds what fill made: filters: { ${name}: ({ secret }) => … }`,
      )
    },
  }
}
