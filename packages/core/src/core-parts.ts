/** Core as the first of the plugins: its routes, filters, sorts, jobs and permissions. */
import { categoryRoutes } from './categories/routes.ts'
import { coreEvents } from './events/declarations.ts'
import { eventRoutes } from './events/routes.ts'
import { feedRoutes } from './feeds/routes.ts'
import { metaRoutes } from './http/meta-routes.ts'
import { perTenantJob } from './jobs/per-tenant.ts'
import { retentionJob } from './jobs/retention.ts'
import { participantRoutes } from './participants/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { corePermissions } from './permissions/catalogue.ts'
import type { CoreParts } from './plugin/create-registry.ts'
import type { MergeHandler } from './plugin/extension-points.ts'
import { replyRoutes } from './replies/routes.ts'
import { streamRoutes } from './stream/routes.ts'
import { autoCloseJob } from './tickets/auto-close.ts'
import { ticketFilters } from './tickets/filters.ts'
import { coreMergeHandler } from './tickets/merge-handler.ts'
import { coreRedactHandler } from './tickets/redact.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { coreSearchText } from './tickets/search-text.ts'
import { ticketSorts } from './tickets/sorts.ts'

export const coreParts: CoreParts = {
  permissions: corePermissions,
  routes: [
    ...ticketRoutes,
    ...replyRoutes,
    ...participantRoutes,
    ...categoryRoutes,
    ...peopleRoutes,
    ...streamRoutes,
    ...eventRoutes,
    ...feedRoutes,
    ...metaRoutes,
  ],
  ticketFilters,
  ticketSorts,
  provides: {
    merge: coreMergeHandler as unknown as MergeHandler,
    redact: coreRedactHandler,
    searchText: coreSearchText,
  },
  events: coreEvents,
  jobs: [retentionJob, autoCloseJob, perTenantJob],
}
