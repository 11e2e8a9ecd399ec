/** The app of a host that has mounted the helpdesk, its background work running beside. */
import { helpdeskApp as appOf } from '@deskhand/core/hono'
import { Hono } from 'hono'
import type { Place } from '../databases/place.ts'
import { createBenchHelpdesk } from '../helpdesk.ts'
import type { BenchApp } from './app.ts'

export async function helpdeskApp(place: Place): Promise<BenchApp> {
  const helpdesk = createBenchHelpdesk(place)
  await helpdesk.migrate()
  await helpdesk.start()
  const { fetch } = new Hono().route(helpdesk.basePath, appOf(helpdesk))
  return { fetch, close: () => helpdesk.close() }
}
