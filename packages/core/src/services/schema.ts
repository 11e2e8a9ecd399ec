import { index, primaryKey } from 'drizzle-orm/pg-core'
import { sharedTable, t } from '../db/kit.ts'

/** The processes that run services. A heartbeat of a process keeps all its leases. */
export const processes = sharedTable('deskhand_processes', {
  id: t.id().primaryKey(),
  /** The names of the services that it runs. */
  services: t.json<string[]>().notNull(),
  /** Others may take over its instances after this moment. */
  expiresAt: t.time().notNull(),
})

/** Which process runs an instance of a service. `token` is the fencing token. */
export const serviceLeases = sharedTable(
  'deskhand_service_leases',
  {
    service: t.text().notNull(),
    tenantId: t.text().notNull(),
    instance: t.text().notNull(),
    /** The id of the process; null when none runs it. */
    holder: t.id(),
    token: t.integer().notNull(),
  },
  (c) => [
    primaryKey({
      name: 'deskhand_service_leases_pk',
      columns: [c.service, c.tenantId, c.instance],
    }),
    index('deskhand_service_leases_holder').on(c.holder),
  ],
)
