import type { Additions, HttpApiWith, Merged } from '../api/additions.ts'
import type { Capabilities } from '../http/capabilities.ts'
import type { EventsClient } from './events.ts'
import type { CallOptions, ClientHttp } from './http.ts'

/**
 * A plugin's part of the client, exported from its `/client` entry.
 *
 * @example
 * export interface TagsClient extends ClientPlugin<'tags', TagsApi, TagsAdditions> {}
 * export const tagsClient = (): TagsClient => ({
 *   id: 'tags',
 *   create: (http) => ({
 *     list: (options) => http.json({ method: 'GET', path: '/tags' }, options),
 *   }),
 * })
 */
export interface ClientPlugin<
  Id extends string = string,
  Api extends object = object,
  Adds extends Additions = object,
> {
  readonly id: Id
  create(http: ClientHttp): Api
  /** Carries types only; never set. */
  readonly adds?: Adds
}

export type ClientPlugins = readonly ClientPlugin[]

/** All that the plugins add to core's operations. */
export type AdditionsOf<Plugins extends ClientPlugins> = Merged<
  NonNullable<Plugins[number]['adds']>
>

export type ClientPluginApis<Plugins extends ClientPlugins> = {
  readonly [Plugin in Plugins[number] as Plugin['id']]: ReturnType<Plugin['create']>
}

/** The helpdesk over HTTP: core's operations, and each plugin's under its id. */
export type HelpdeskClient<Plugins extends ClientPlugins = readonly []> = HttpApiWith<
  AdditionsOf<Plugins>,
  [options?: CallOptions]
> &
  ClientPluginApis<Plugins> & {
    /** What is installed and what the signed-in person may do. */
    capabilities(options?: CallOptions): Promise<Capabilities>
    /** Changes as they happen. */
    readonly events: EventsClient
    /** For what has no function here, such as a plugin without a client. */
    readonly http: ClientHttp
  }
