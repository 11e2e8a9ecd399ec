/** The host's users, made up from their ids, and its session: `Authorization: Bearer <id>`. */
import type { Actor, PeopleSource, Person } from '@deskhand/core'

export const agentCount = 200
const teams = ['billing', 'technical', 'onboarding', 'sales']

export const agentId = (rank: number) => `agent-${rank}`
export const customerId = (index: number) => `customer-${index}`
/** Five people to an organisation. */
export const organisationOf = (index: number) => `organisation-${Math.ceil(index / 5)}`
export const teamOf = (rank: number) => teams[rank % teams.length] as string

function personOf(id: string): Person | null {
  const [role, number] = id.split('-')
  const index = Number(number)
  if (role === 'agent') {
    return { id, name: `Agent ${index}`, email: `${id}@desk.example`, role, teams: [teamOf(index)] }
  }
  if (role !== 'customer') return null
  const organisationId = organisationOf(index)
  return { id, name: `Customer ${index}`, email: `${id}@shop.example`, role, organisationId }
}

export const people: PeopleSource = {
  async resolve(ids) {
    return ids.flatMap((id) => personOf(id) ?? [])
  },
}

/** What every compared route does to know who asks. */
export function actorOf(authorization: string | null | undefined): Actor | null {
  return authorization?.startsWith('Bearer ') ? personOf(authorization.slice(7)) : null
}
