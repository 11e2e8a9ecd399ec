/** The plugin: its parts by name, each in a file of its own. */
import type { HelpdeskPlugin } from '@deskhand/core/plugin'
import { breachJob } from './breaches.ts'
import { mergeHandler } from './merge-handler.ts'
import { migrations } from './migrations/index.ts'
import { rulesOf } from './options.ts'
import { slaPermissions } from './permissions.ts'
import { promiseHooks } from './promise.ts'
import { slaRoutes } from './routes.ts'
import { slas } from './schema.ts'
import { slaOfTicket } from './service.ts'
import { slaDueSort, slaField, slaFilter } from './ticket-list.ts'
import type { SlaAdditions, SlaApi, SlaOptions } from './types.ts'
import { version } from './version.ts'

export interface SlaPlugin extends HelpdeskPlugin<'sla', SlaApi, SlaAdditions> {}

declare module '@deskhand/core/plugin' {
  interface KnownPlugins {
    readonly sla: SlaApi
  }
  interface KnownAdditions {
    readonly sla: SlaAdditions
  }
}

/**
 * Promises a first answer, by the ticket's priority, and tells when it is late.
 *
 * @throws ConfigurationError for targets that are none.
 * @example
 * createHelpdesk({ …, plugins: [sla({ targets: { urgent: 30, low: null } })] })
 */
export function sla(options: SlaOptions = {}): SlaPlugin {
  const rules = rulesOf(options)
  return {
    id: 'sla',
    version,
    core: '>=0.0.0 <1.0.0',
    tables: { slas },
    migrations,
    permissions: slaPermissions,
    setup: () => ({
      api: (call) => ({ of: (input) => slaOfTicket(call, input) }),
      routes: slaRoutes,
      hooks: promiseHooks(rules),
      events: { 'sla.breached': { description: 'The first answer is late. Internal.' } },
      jobs: [breachJob],
      ticketFields: { sla: slaField },
      ticketFilters: { sla: slaFilter },
      ticketSorts: { slaDue: slaDueSort },
      provides: { merge: mergeHandler },
    }),
  }
}
