/** What the customer side of a ticket can read: core's routes with the plugin's fields, and the plugin's routes. */
import type { Fixture } from '../fixture.ts'
import type { RouteContractOptions } from '../routes/options.ts'
import { createTarget } from '../routes/target.ts'
import { askCore, coreRoutes } from './core-routes.ts'
import type { Stand } from './subject.ts'

/** The texts of all answers. `ada` is a customer, and `grace` an agent who requested the fixture's tickets. */
export type CustomerSide = (fixture: Fixture, who: 'ada' | 'grace') => Promise<string[]>

export function customerSide(stand: Stand, routes: RouteContractOptions): CustomerSide {
  const targets = stand.routes.flatMap((route) => {
    const sample = routes.samples[route.operationId]
    if (!sample || route.method !== 'GET' || route.permission === 'public') return []
    return [createTarget(stand.ground, route, sample, routes)]
  })
  const targetsOf = {
    ada: targets.filter(({ open }) => open.includes('customer')),
    grace: targets.filter(({ isUnderTicket, open }) => isUnderTicket && open.length > 0),
  }
  const { ticketFields = {}, replyFields = {} } = stand.parts

  return async (fixture, who) => {
    const including = (fields: typeof ticketFields) => ({
      query: {
        include: Object.entries(fields)
          .filter(([, { audience }]) => audience === 'public' || who !== 'ada')
          .map(([name]) => name),
      },
    })
    const { list, get, replies, events, participants } = coreRoutes
    const answers = [
      await askCore(stand, fixture, who, list, including(ticketFields)),
      await askCore(stand, fixture, who, get, including(ticketFields)),
      await askCore(stand, fixture, who, replies, including(replyFields)),
      await askCore(stand, fixture, who, events, { query: { limit: 100 } }),
      await askCore(stand, fixture, who, participants),
    ]
    for (const target of targetsOf[who]) {
      answers.push(await target.ask(fixture, who, await target.sample(fixture)))
    }
    return answers.map(({ text }) => text)
  }
}
