import {
  categoriesClient,
  deliveriesClient,
  feedsClient,
  historyClient,
  participantsClient,
  peopleClient,
  repliesClient,
} from './core.ts'
import { eventsClient } from './events.ts'
import { createClientHttp, type HttpOptions } from './http.ts'
import type { ClientPlugins, HelpdeskClient } from './plugin.ts'
import { ticketsClient } from './tickets.ts'

export interface ClientOptions<Plugins extends ClientPlugins = ClientPlugins> extends HttpOptions {
  /** The client parts of the plugins that the server has, such as `[tagsClient()]`. */
  readonly plugins?: Plugins | undefined
}

/**
 * A typed client of a helpdesk, for browsers and servers.
 *
 * @example
 * const client = createHelpdeskClient({ baseUrl: '/helpdesk' })
 * const { data } = await client.tickets.list({ status: ['open'], assignee: 'me' })
 */
export function createHelpdeskClient<const Plugins extends ClientPlugins = readonly []>(
  options: ClientOptions<Plugins>,
): HelpdeskClient<Plugins> {
  const http = createClientHttp(options)
  const client = {
    http,
    tickets: ticketsClient(http),
    replies: repliesClient(http),
    participants: participantsClient(http),
    categories: categoriesClient(http),
    people: peopleClient(http),
    history: historyClient(http),
    deliveries: deliveriesClient(http),
    feeds: feedsClient(http),
    events: eventsClient(http),
    capabilities: (options) => http.json({ method: 'GET', path: '/capabilities' }, options),
  } as HelpdeskClient
  const parts = options.plugins?.map((plugin) => [plugin.id, plugin.create(http)] as const)
  return { ...client, ...Object.fromEntries(parts ?? []) } as HelpdeskClient<Plugins>
}
