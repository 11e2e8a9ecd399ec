/** The helpdesk of the shop: its pool, its session, its people. */
import { createHelpdesk, type Helpdesk } from '@deskhand/core'
import { nodeRequestOf } from '@deskhand/core/node'
import { postgres } from '@deskhand/core/postgres'
import type { Pool } from 'pg'
import { peopleIn, personOf } from './accounts/people.ts'
import type { ShopRequest } from './shop-request.ts'

export function createShopHelpdesk(pool: Pool, secret: string): Helpdesk {
  return createHelpdesk({
    database: postgres({ pool }),
    secret,
    authenticate(request) {
      const user = nodeRequestOf<ShopRequest>(request)?.user
      return user ? personOf(user) : null
    },
    people: peopleIn(pool),
  })
}
