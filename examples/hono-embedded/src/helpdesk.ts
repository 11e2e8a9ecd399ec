/** The helpdesk of the demo: all that an app has to say to have one. */
import {
  type Clock,
  type CoreApi,
  createHelpdesk,
  type Helpdesk,
  type HelpdeskPlugin,
  type NewId,
  type Storage,
} from '@deskhand/core'
import { type TagsApi, tags } from '@deskhand/plugin-tags'
import { personOf } from './people/session.ts'
import { people } from './people/source.ts'

export interface DemoHelpdeskOptions {
  readonly database: Storage
  readonly secret: string
  /** Only for seeding: when things happened, and what they were called. */
  readonly clock?: Clock
  readonly newId?: NewId
  /** Default: `demoPlugins`. */
  readonly plugins?: readonly HelpdeskPlugin[]
}

export const demoPlugins: readonly HelpdeskPlugin[] = [tags({ agentsMayCreate: true })]

/** The API as the demo's pages use it, which can do without its plugins. */
export interface DemoApi extends CoreApi {
  readonly tags?: TagsApi
}

export function createDemoHelpdesk(options: DemoHelpdeskOptions): Helpdesk {
  return createHelpdesk({
    basePath: '/helpdesk',
    authenticate: personOf,
    people,
    plugins: demoPlugins,
    ...options,
  })
}
