/** Every table of core, for migrations and `doctor`. */
import { categories } from './categories/schema.ts'
import { deliveries, events, leases, subscribers } from './events/schema.ts'
import { idempotencyKeys } from './http/schema.ts'
import { jobs, schedules } from './jobs/schema.ts'
import { participants } from './participants/schema.ts'
import { directory } from './people/schema.ts'
import { replies } from './replies/schema.ts'
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
  leases,
  jobs,
  schedules,
  idempotencyKeys,
}
