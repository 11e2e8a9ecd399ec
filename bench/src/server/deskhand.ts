/** The app of a host that has mounted the helpdesk, its background work running beside. */
import { helpdeskApp as appOf } from '@deskhand/core/hono'
import { Hono } from 'hono'
import type { Place } from '../databases/place.ts'
import { createBenchHelpdesk } from '../helpdesk.ts'

export async function helpdeskApp(place: Place): Promise<Hono> {
  const helpdesk = createBenchHelpdesk(place)
  await helpdesk.migrate()
  await helpdesk.start()
  return new Hono().route(helpdesk.basePath, appOf(helpdesk))
}
