/** The helpdesk that is measured: what a host would write, with tags installed. */
import { createHelpdesk, type Helpdesk } from '@deskhand/core'
import { type TagsPlugin, tags } from '@deskhand/plugin-tags'
import { openStorage, type Place } from './databases/place.ts'
import { actorOf, people } from './people.ts'

export type BenchHelpdesk = Helpdesk<readonly [TagsPlugin]>

export function createBenchHelpdesk(place: Place): BenchHelpdesk {
  return createHelpdesk({
    database: openStorage(place),
    secret: 'a secret of the benchmark that is long enough',
    authenticate: (request) => actorOf(request.headers.get('authorization')),
    people,
    plugins: [tags()],
  })
}
