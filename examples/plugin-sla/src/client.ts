/** `deskhand-plugin-sla/client`: promises over HTTP. */
import { type CallOptions, type ClientPlugin, path, type WithOptions } from '@deskhand/core/client'
import type { SlaAdditions, SlaApi } from './types.ts'

export type * from './types.ts'

export interface SlaClient
  extends ClientPlugin<'sla', WithOptions<SlaApi, [options?: CallOptions]>, SlaAdditions> {}

/**
 * @example
 * const client = createHelpdeskClient({ baseUrl: '/helpdesk', plugins: [slaClient()] })
 * const { data } = await client.tickets.list({ sort: 'slaDue', order: 'asc', include: ['sla'] })
 */
export function slaClient(): SlaClient {
  return {
    id: 'sla',
    create: (http) => ({
      of: ({ ticketId }, options) =>
        http.json({ method: 'GET', path: path`/tickets/${ticketId}/sla` }, options),
    }),
  }
}
