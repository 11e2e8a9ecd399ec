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
import { type AttachmentsApi, attachments, localDisk } from '@deskhand/plugin-attachments'
import { type TagsApi, tags } from '@deskhand/plugin-tags'
import { type SlaApi, sla } from 'deskhand-plugin-sla'
import { personOf } from './people/session.ts'
import { people } from './people/source.ts'

export interface DemoHelpdeskOptions {
  readonly database: Storage
  readonly secret: string
  /** Only for seeding: when things happened, and what they were called. */
  readonly clock?: Clock
  readonly newId?: NewId
  /** Default: none. */
  readonly plugins?: readonly HelpdeskPlugin[]
}

/** `filesDir` is where files are kept. Nobody scans them here, so that has to be said. */
export function demoPlugins(filesDir: string): readonly HelpdeskPlugin[] {
  return [
    tags({ agentsMayCreate: true }),
    attachments({ storage: localDisk({ dir: filesDir }), serveUnscanned: true }),
    sla(),
  ]
}

/** The API as the demo's pages use it, which can do without its plugins. */
export interface DemoApi extends CoreApi {
  readonly tags?: TagsApi
  readonly attachments?: AttachmentsApi
  readonly sla?: SlaApi
}

export function createDemoHelpdesk(options: DemoHelpdeskOptions): Helpdesk {
  return createHelpdesk({
    basePath: '/helpdesk',
    authenticate: personOf,
    people,
    ...options,
  })
}
