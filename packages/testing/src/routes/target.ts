/** One route under test, with its sample and what is expected of each caller. */
import type { Role } from '@deskhand/core'
import type { Route } from '@deskhand/core/plugin'
import type { Fixture } from '../fixture.ts'
import type { PersonId } from '../people.ts'
import { type Answer, ask, paramsOf } from './ask.ts'
import type { Ground } from './ground.ts'
import type { Caller, RequestSample, RouteContractOptions, RouteRules, Sample } from './options.ts'

export const roles: readonly Role[] = ['customer', 'agent', 'supervisor', 'admin']

/** Who stands for a role. Customer and agent have to do with the fixture's tickets. */
export const personOf: Readonly<Record<Role, PersonId>> = {
  customer: 'ada',
  agent: 'grace',
  supervisor: 'sue',
  admin: 'root',
}

export interface Target {
  readonly ground: Ground
  readonly route: Route
  readonly rules: RouteRules
  readonly isPublic: boolean
  readonly isUnderTicket: boolean
  readonly isUnderReply: boolean
  /** A request that works in this fixture, `ticketId` filled in, and `replyId` below a reply. */
  sample(fixture: Fixture): Promise<RequestSample>
  expected(caller: Caller): number
  /** The roles that it is open to. */
  readonly open: readonly Role[]
  ask(fixture: Fixture, who: PersonId | null, request: RequestSample): Promise<Answer>
}

export function createTarget(
  ground: Ground,
  route: Route,
  sample: Sample,
  { permissions, rules: allRules = {} }: RouteContractOptions,
): Target {
  const rules = allRules[route.operationId] ?? {}
  const isPublic = route.permission === 'public'
  const names = paramsOf(route)
  const isUnderTicket = names[0] === 'ticketId'
  const isUnderReply = /^\/tickets\/:ticketId\/replies\/:replyId(?:\/|$)/.test(route.path)

  function expected(caller: Caller): number {
    const said = rules.answers?.[caller]
    if (said !== undefined) return said
    if (isPublic) return route.status
    if (caller === 'nobody') return 401
    return permissions[route.permission]?.roles.includes(caller) ? route.status : 403
  }

  return {
    ground,
    route,
    rules,
    isPublic,
    isUnderTicket,
    isUnderReply,
    expected,
    open: roles.filter((role) => expected(role) < 400),
    async sample(fixture) {
      const request = await sample(fixture)
      const defaults = {
        ...(names.includes('ticketId') && { ticketId: fixture.ticket.id }),
        ...(isUnderReply && { replyId: fixture.reply.id }),
      }
      return { ...request, params: { ...defaults, ...request.params } }
    },
    ask: (fixture, who, request) =>
      ask(ground, who === null ? null : `${who}@${fixture.tenantId}`, route, request),
  }
}

/** The mightiest role that may use the route. */
export function mightiest({ open, route }: Target): PersonId {
  const role = open.at(-1)
  if (role) return personOf[role]
  throw new Error(`Nobody may use "${route.operationId}": give its permission to a role.`)
}
