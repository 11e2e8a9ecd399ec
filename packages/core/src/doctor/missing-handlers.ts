/** Finds plugins whose rows refer to tickets or replies and that lack the handler for moving them. */
import { getTableName } from 'drizzle-orm'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import type { Finding, HelpdeskPlugin } from '../plugin/contract.ts'
import type { InstalledPlugin } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import { coreTables } from '../tables.ts'

/**
 * A table that refers to replies only needs no handler, because a reply keeps its id when it moves. A plugin must
 * move rows that name a ticket. Derived tables can be computed again.
 */
export function missingHandlers({ registry }: Runtime): Finding[] {
  return [...registry.plugins.values()].flatMap(findingsOf)
}

function findingsOf({ plugin, parts: { provides } }: InstalledPlugin): Finding[] {
  const tables = lastingTables(plugin)
  const onTickets = tables.filter((table) => refersTo(table, coreTables.tickets))
  const onReplies = tables.filter((table) => refersTo(table, coreTables.replies))
  if (onTickets.length > 0 && !provides?.merge) {
    return [
      finding(
        plugin,
        onTickets,
        'tickets',
        'no merge handler, so a merge leaves them behind on a ticket that nobody sees',
        'merge: { move, undo }',
      ),
    ]
  }
  if (onTickets.length > 0 && onReplies.length > 0 && !provides?.merge?.moveReplies) {
    return [
      finding(
        plugin,
        onReplies,
        'replies',
        'a merge handler without moveReplies, so they keep the old ticket when their reply moves to another one',
        'merge: { move, undo, moveReplies }',
      ),
    ]
  }
  return []
}

function lastingTables({ tables = {}, derived = [] }: HelpdeskPlugin): PgTable[] {
  return Object.entries(tables).flatMap(([key, table]) => (derived.includes(key) ? [] : [table]))
}

function refersTo(table: PgTable, target: PgTable): boolean {
  return getTableConfig(table).foreignKeys.some(
    (key) => getTableName(key.reference().foreignTable) === getTableName(target),
  )
}

function finding(
  { id }: HelpdeskPlugin,
  tables: readonly PgTable[],
  what: string,
  lack: string,
  cure: string,
): Finding {
  const names = tables.map((table) => `"${getTableName(table)}"`).join(', ')
  return {
    code: 'missing_handler',
    detail:
      `The plugin "${id}" keeps rows on ${what} (in ${names}) and has ${lack}. ` +
      `Let its setup() return provides: { ${cure} }, or ask its author to.`,
  }
}
