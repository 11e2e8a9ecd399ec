/** `@deskhand/plugin-tags/client`: tags over HTTP. */
import { type CallOptions, type ClientPlugin, path, type WithOptions } from '@deskhand/core/client'
import type { TaggingInput, TagsAdditions, TagsApi } from './types.ts'

export type { TagIcon } from './icons.ts'
export type * from './types.ts'

export interface TagsClientApi extends WithOptions<TagsApi, [options?: CallOptions]> {}

export interface TagsClient extends ClientPlugin<'tags', TagsClientApi, TagsAdditions> {}

/**
 * @example
 * const client = createHelpdeskClient({ baseUrl: '/helpdesk', plugins: [tagsClient()] })
 * await client.tags.add({ ticketId, names: ['billing'] })
 */
export function tagsClient(): TagsClient {
  return {
    id: 'tags',
    create(http) {
      const onTicket =
        (method: 'POST' | 'PUT', action = '') =>
        ({ ticketId, ...body }: TaggingInput, options?: CallOptions) =>
          http.json<Awaited<ReturnType<TagsApi['add']>>>(
            { method, path: path`/tickets/${ticketId}/tags` + action, body },
            options,
          )
      return {
        list: (query, options) => http.json({ method: 'GET', path: '/tags', query }, options),
        get: ({ tagId }, options) =>
          http.json({ method: 'GET', path: path`/tags/${tagId}` }, options),
        suggest: (query, options) =>
          http.json({ method: 'GET', path: '/tags/suggest', query }, options),
        statistics: (query, options) =>
          http.json({ method: 'GET', path: '/tags/statistics', query }, options),
        create: (body, options) => http.json({ method: 'POST', path: '/tags', body }, options),
        update: ({ tagId, ...body }, options) =>
          http.json({ method: 'PATCH', path: path`/tags/${tagId}`, body }, options),
        merge: ({ tagId, ...body }, options) =>
          http.json({ method: 'POST', path: path`/tags/${tagId}/merge`, body }, options),
        delete: ({ tagId }, options) =>
          http.json({ method: 'DELETE', path: path`/tags/${tagId}` }, options),
        of: ({ ticketId }, options) =>
          http.json({ method: 'GET', path: path`/tickets/${ticketId}/tags` }, options),
        add: onTicket('POST'),
        remove: onTicket('POST', '/remove'),
        set: onTicket('PUT'),
        bulkAdd: (body, options) =>
          http.json({ method: 'POST', path: '/tags/bulk-add', body }, options),
        bulkRemove: (body, options) =>
          http.json({ method: 'POST', path: '/tags/bulk-remove', body }, options),
      }
    },
  }
}
