/** The helpdesk of the demo: all that an app has to say to have one. */
import {
  type Clock,
  createHelpdesk,
  type Helpdesk,
  type HelpdeskPlugin,
  type NewId,
  type Storage,
} from '@deskhand/core'
import { personOf } from './people/session.ts'
import { people } from './people/source.ts'

export interface DemoHelpdeskOptions {
  readonly database: Storage
  readonly secret: string
  /** Only for seeding: when things happened, and what they were called. */
  readonly clock?: Clock
  readonly newId?: NewId
  readonly plugins?: readonly HelpdeskPlugin[]
}

export function createDemoHelpdesk(options: DemoHelpdeskOptions): Helpdesk {
  return createHelpdesk({
    basePath: '/helpdesk',
    authenticate: personOf,
    people,
    ...options,
  })
}
