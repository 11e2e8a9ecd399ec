/** Every table of core, for migrations and `doctor`. */
import { getTableName } from 'drizzle-orm'
import { categories } from './categories/schema.ts'
import { deliveries, events, leases, subscribers } from './events/schema.ts'
import { feeds } from './feeds/schema.ts'
import { idempotencyKeys } from './http/schema.ts'
import { jobs, schedules } from './jobs/schema.ts'
import { participants } from './participants/schema.ts'
import { directory } from './people/schema.ts'
import type { HelpdeskPlugin } from './plugin/contract.ts'
import { replies } from './replies/schema.ts'
import { processes, serviceLeases } from './services/schema.ts'
import { counters, tickets } from './tickets/schema.ts'

export const coreTables = {
  tickets,
  replies,
  participants,
  categories,
  directory,
  counters,
  events,
  subscribers,
  deliveries,
  feeds,
  leases,
  jobs,
  schedules,
  processes,
  serviceLeases,
  idempotencyKeys,
}

/** The names of all of core's tables, the ledger of migrations among them. */
export const coreTableNames: readonly string[] = [
  'deskhand_migrations',
  ...Object.values(coreTables).map(getTableName),
]

/** The names of a plugin's tables, those in `ownedTables` among them. */
export function tableNamesOf({
  tables = {},
  ownedTables = [],
}: Pick<HelpdeskPlugin, 'tables' | 'ownedTables'>): string[] {
  return [...Object.values(tables).map(getTableName), ...ownedTables]
}
