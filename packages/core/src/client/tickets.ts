import type { WithOptions } from '../api/additions.ts'
import type { TicketsApi } from '../api/types.ts'
import type { TicketTarget } from '../tickets/types.ts'
import type { CallOptions, ClientHttp, ClientRequest } from './http.ts'
import { path } from './query.ts'

type OverHttp = WithOptions<Omit<TicketsApi, 'parseList'>, [options?: CallOptions]>

export function ticketsClient(http: ClientHttp): OverHttp {
  /** An operation on one ticket: the id goes into the path, the version into `If-Match`. */
  const on =
    <Input extends TicketTarget, Result>(
      method: ClientRequest['method'],
      action = '',
      { hasBody = true, isRepeatable = true } = {},
    ) =>
    ({ ticketId, ifVersion, ...body }: Input, options?: CallOptions) =>
      http.json<Result>(
        {
          method,
          path: path`/tickets/${ticketId}` + action,
          ...(hasBody && { body }),
          ifVersion,
          isRepeatable,
        },
        options,
      )
  const withoutBody = { hasBody: false }

  return {
    create: (body, options) => http.json({ method: 'POST', path: '/tickets', body }, options),
    get: ({ ticketId, ...query }, options) =>
      http.json({ method: 'GET', path: path`/tickets/${ticketId}`, query }, options),
    list: (query, options) => http.json({ method: 'GET', path: '/tickets', query }, options),
    update: on('PATCH'),
    transition: on('POST', '/transition'),
    assign: on('POST', '/assign'),
    unassign: on('POST', '/unassign', withoutBody),
    transfer: on('POST', '/transfer'),
    bulkAssign: (body, options) =>
      http.json({ method: 'POST', path: '/tickets/bulk-assign', body }, options),
    bulkTransition: (body, options) =>
      http.json({ method: 'POST', path: '/tickets/bulk-transition', body }, options),
    delete: on('DELETE', '', withoutBody),
    restore: on('POST', '/restore', withoutBody),
    purge: on('POST', '/purge', { hasBody: false, isRepeatable: false }),
    markSpam: on('POST', '/mark-spam', withoutBody),
    markNotSpam: on('POST', '/mark-not-spam', withoutBody),
    events: ({ ticketId, ...query }, options) =>
      http.json({ method: 'GET', path: path`/tickets/${ticketId}/events`, query }, options),
  }
}
