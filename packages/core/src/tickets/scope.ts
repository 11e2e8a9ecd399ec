/** Compiles what an actor may see into SQL: the condition of every query on tickets. */
import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { participants } from '../participants/schema.ts'
import type { CallActor } from '../people/types.ts'
import type { Scope } from '../permissions/types.ts'
import type { Policy } from '../runtime.ts'
import { tickets } from './schema.ts'

export function scopeOf(call: Call): Scope {
  const { scope, policy } = runtimeOf(call)
  if (call.actor.role === 'system') return { all: true }
  return scope?.(call.actor) ?? defaultScope(call.actor, policy)
}

/** Whether the actor sees every ticket of the tenant, so that counts over all of them are theirs to know. */
export function seesAllTickets(call: Call): boolean {
  return scopeOf(call).all === true
}

/** The scope of an actor when the host's `scope` returns `undefined`. */
function defaultScope(actor: CallActor, policy: Policy): Scope {
  if (actor.role === 'customer') {
    const organisation = policy.customersSeeOrganisation ? actor.organisationId : null
    return { own: true, ...(organisation ? { organisations: [organisation] } : {}) }
  }
  if (actor.role === 'agent' && policy.agentsSee === 'teams') {
    return { own: true, teams: actor.teams ?? [] }
  }
  return { all: true }
}

/** In the actor's tenant and scope, deleted or not. */
export function inScope(call: Call): SQL {
  const tenant = eq(tickets.tenantId, call.tenantId)
  const scope = scopeOf(call)
  if (scope.all) return tenant
  const visible = scope.teams?.length ? withTeams(call, scope, scope.teams) : owned(call, scope)
  return and(tenant, visible) as SQL
}

/** Neither deleted, merged into another ticket nor spam. */
export function isLive(): SQL {
  return and(isNull(tickets.deletedAt), isNull(tickets.mergedIntoId), isNull(tickets.spamAt)) as SQL
}

/** Teams hold many tickets: the list walks its sort's index and tests each row. */
function withTeams(call: Call, scope: Scope, teams: readonly string[]): SQL {
  return or(
    inArray(tickets.teamId, [...teams]),
    scope.organisations?.length
      ? inArray(tickets.organisationId, [...scope.organisations])
      : undefined,
    scope.own ? eq(tickets.assigneeId, call.actor.id) : undefined,
    scope.own ? sql`${tickets.id} in (${participatedIn(call)})` : undefined,
  ) as SQL
}

/** A person's or an organisation's tickets are few: they are found first, then sorted. */
function owned(call: Call, scope: Scope): SQL {
  const sources: SQL[] = []
  if (scope.own) sources.push(sql`${participatedIn(call)}`)
  if (scope.own && call.actor.role !== 'customer') {
    sources.push(sql`${idsWhere(call, eq(tickets.assigneeId, call.actor.id))}`)
  }
  if (scope.organisations?.length) {
    sources.push(sql`${idsWhere(call, inArray(tickets.organisationId, [...scope.organisations]))}`)
  }
  if (sources.length === 0) return sql`1 = 0`
  const [only, ...others] = sources
  if (others.length === 0) return sql`${tickets.id} in ${only}`
  const union = sql.join(
    // Not by a column's name: one that a source lacks would be taken from the query around it.
    sources.map((source, index) => sql`select * from ${source} as ${sql.raw(`source${index}`)}`),
    sql` union `,
  )
  return sql`${tickets.id} in (${union})`
}

function participatedIn(call: Call) {
  return call.db
    .select({ id: participants.ticketId })
    .from(participants)
    .where(and(eq(participants.tenantId, call.tenantId), eq(participants.personId, call.actor.id)))
}

function idsWhere(call: Call, condition: SQL) {
  return call.db
    .select({ id: tickets.id })
    .from(tickets)
    .where(and(eq(tickets.tenantId, call.tenantId), condition))
}
