/** Looking people up as they are typed. */
import { and, eq, gte, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { Call } from '../api/call.ts'
import { hostContextOf, runtimeOf } from '../api/call-internals.ts'
import { line, parse } from '../kit/validation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { directory } from './schema.ts'
import { type PersonSummary, roles } from './types.ts'

export const peopleSearchInput = z.strictObject({
  query: line(200),
  limit: z.int().min(1).max(50).default(10),
  roles: z.array(z.enum(roles)).max(4).optional(),
})

/** The host's people by its own search, then guests whose address begins with the query. */
export async function searchPeople(call: Call, rawInput: unknown): Promise<PersonSummary[]> {
  await requirePermission(call, 'person.search')
  const input = parse(peopleSearchInput, rawInput)
  const { people } = runtimeOf(call)
  const context = {
    ...hostContextOf(call),
    limit: input.limit,
    ...(input.roles && { roles: input.roles }),
  }
  const found = (await people?.search?.(input.query, context)) ?? []
  const ids = found.map((person) => person.id)
  if (!input.roles || input.roles.includes('customer')) {
    ids.push(...(await searchDirectory(call, input.query, input.limit)))
  }
  const wanted = [...new Set(ids)]
  const summaries = await call.people.summaries(wanted)
  return wanted
    .flatMap((id) => summaries.get(id) ?? [])
    .filter(({ role }) => !input.roles || !role || input.roles.includes(role))
    .slice(0, input.limit)
}

async function searchDirectory(call: Call, query: string, limit: number): Promise<string[]> {
  const prefix = query.toLowerCase()
  const rows = await call.db
    .select({ id: directory.id, personId: directory.personId })
    .from(directory)
    .where(
      and(
        eq(directory.tenantId, call.tenantId),
        gte(directory.emailKey, prefix),
        lt(directory.emailKey, `${prefix}\u{10FFFF}`),
      ),
    )
    .orderBy(directory.emailKey)
    .limit(limit)
  return rows.map(({ id, personId }) => personId ?? id)
}
