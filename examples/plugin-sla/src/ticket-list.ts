/** What the plugin adds to tickets: a field, a filter and a sort. All are the agent side's. */
import { and, eq, ne, or, rows, type SQL, sql, tickets } from '@deskhand/core/db'
import {
  type Call,
  type FilterCondition,
  field,
  filter,
  type MatchSource,
  type SourceSort,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import { slaOutput } from './outputs.ts'
import { slas } from './schema.ts'
import { slasByTicket } from './service.ts'
import { partsOf, slaStates } from './state.ts'
import type { Sla, SlaState } from './types.ts'

/** `include[]=sla` */
export const slaField = field<Sla | null>({
  permission: 'sla:read',
  schema: slaOutput.nullable(),
  empty: null,
  load: slasByTicket,
})

/** `sla[]=breached&sla[]=at-risk` */
export const slaFilter = filter<readonly SlaState[]>({
  schema: z.array(z.enum(slaStates)).min(1).max(slaStates.length),
  where,
})

/** `sort=slaDue&order=asc`: what waits for its first answer, most pressing first. */
export const slaDueSort: SourceSort = {
  source: (call) => ({
    from: slas,
    where: and(eq(slas.tenantId, call.tenantId), sql`met_at is null`),
    ticketId: slas.ticketId,
    columns: [slas.dueAt],
  }),
}

/** Beyond this, how many there are makes no difference to how they are best read. */
const countLimit = 1_000

/**
 * What is late or at risk is little of all, and lies in an index in the order of the list. What was
 * met is nearly everything: each ticket is tested for that.
 */
async function where(call: Call, states: readonly SlaState[]): Promise<FilterCondition> {
  const now = call.now()
  const parts = [...new Set(states)].flatMap((state) => partsOf(state, now))
  const test = and(isAny(call, parts), isAgentSide(call)) as SQL
  if (states.includes('met')) return test
  let found = 0
  for (const part of parts) found += await countOf(call, part)
  return {
    test,
    sources: parts.map((part) => sourceOf(call, part)),
    rows: found,
  }
}

/** One look at the primary key for each ticket that is tested. */
function isAny(call: Call, parts: readonly SQL[]): SQL {
  const found = call.db
    .select({ one: sql`1` })
    .from(slas)
    .where(and(eq(slas.tenantId, call.tenantId), eq(slas.ticketId, tickets.id), or(...parts)))
    .limit(1)
  return sql`coalesce(${found}, 0) <> 0`
}

function sourceOf(call: Call, part: SQL): MatchSource {
  return {
    from: slas,
    where: and(eq(slas.tenantId, call.tenantId), part, isAgentSide(call)) as SQL,
    ticketId: slas.ticketId,
    createdAt: slas.ticketCreatedAt,
  }
}

/** On a ticket that they opened themselves agents know what customers know. */
function isAgentSide({ actor }: Call): SQL {
  return ne(tickets.requesterId, actor.id)
}

async function countOf(call: Call, condition: SQL): Promise<number> {
  const some = call.db
    .select({ one: sql`1`.as('one') })
    .from(slas)
    .where(and(eq(slas.tenantId, call.tenantId), condition))
    .limit(countLimit)
  const [row] = await rows<{ found: number }>(
    call.db,
    sql`select count(*) as found from ${some.as('some')}`,
  )
  return Number(row?.found)
}
