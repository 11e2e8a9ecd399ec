/** Core's operations over HTTP, except those on tickets. */

import type { WithOptions } from '../api/additions.ts'
import type {
  CategoriesApi,
  DeliveriesApi,
  FeedsApi,
  HistoryApi,
  ParticipantsApi,
  PeopleApi,
  RepliesApi,
} from '../api/types.ts'
import type { CallOptions, ClientHttp } from './http.ts'
import { path } from './query.ts'

type OverHttp<Api> = WithOptions<Api, [options?: CallOptions]>

export function repliesClient(http: ClientHttp): OverHttp<RepliesApi> {
  return {
    create: ({ ticketId, ...body }, options) =>
      http.json({ method: 'POST', path: path`/tickets/${ticketId}/replies`, body }, options),
    get: ({ ticketId, replyId, ...query }, options) =>
      http.json(
        { method: 'GET', path: path`/tickets/${ticketId}/replies/${replyId}`, query },
        options,
      ),
    list: ({ ticketId, ...query }, options) =>
      http.json({ method: 'GET', path: path`/tickets/${ticketId}/replies`, query }, options),
  }
}

export function participantsClient(http: ClientHttp): OverHttp<ParticipantsApi> {
  return {
    list: ({ ticketId }, options) =>
      http.json({ method: 'GET', path: path`/tickets/${ticketId}/participants` }, options),
    add: ({ ticketId, ...body }, options) =>
      http.json({ method: 'POST', path: path`/tickets/${ticketId}/participants`, body }, options),
    remove: ({ ticketId, personId }, options) =>
      http.json(
        { method: 'DELETE', path: path`/tickets/${ticketId}/participants/${personId}` },
        options,
      ),
  }
}

export function categoriesClient(http: ClientHttp): OverHttp<CategoriesApi> {
  return {
    list: (query, options) => http.json({ method: 'GET', path: '/categories', query }, options),
    create: (body, options) => http.json({ method: 'POST', path: '/categories', body }, options),
    update: ({ categoryId, ...body }, options) =>
      http.json({ method: 'PATCH', path: path`/categories/${categoryId}`, body }, options),
  }
}

export function peopleClient(http: ClientHttp): OverHttp<PeopleApi> {
  return {
    search: (query, options) => http.json({ method: 'GET', path: '/people', query }, options),
    link: (body, options) => http.json({ method: 'POST', path: '/people/link', body }, options),
    erase: (body, options) =>
      http.json({ method: 'POST', path: '/people/erase', body, isRepeatable: false }, options),
  }
}

export function historyClient(http: ClientHttp): OverHttp<HistoryApi> {
  return {
    list: (query, options) => http.json({ method: 'GET', path: '/events', query }, options),
  }
}

export function deliveriesClient(http: ClientHttp): OverHttp<DeliveriesApi> {
  return {
    dead: (query, options) =>
      http.json({ method: 'GET', path: '/deliveries/dead', query }, options),
    retry: ({ id }, options) =>
      http.json({ method: 'POST', path: path`/deliveries/${id}/retry` }, options),
  }
}

export function feedsClient(http: ClientHttp): OverHttp<FeedsApi> {
  return {
    failing: (options) => http.json({ method: 'GET', path: '/feeds/failing' }, options),
    skip: (body, options) => http.json({ method: 'POST', path: '/feeds/skip', body }, options),
  }
}
