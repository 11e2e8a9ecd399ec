/** A service that runs for each ticket with a sticker. */
import { setTimeout as sleep } from 'node:timers/promises'
import { eq } from '@deskhand/core/db'
import type { Services } from '@deskhand/core/plugin'
import type { Flaw } from './flaws.ts'
import { stickers } from './schema.ts'

export function stickerServices(flaw: Flaw): Services {
  return {
    shine: {
      async instances({ db, tenantId }) {
        if (flaw === 'service without instances') return []
        const ofTenant =
          flaw === 'instances of one tenant' ? eq(stickers.tenantId, tenantId) : undefined
        const found = await db
          .selectDistinct({ tenantId: stickers.tenantId, id: stickers.ticketId })
          .from(stickers)
          .where(ofTenant)
        if (flaw === 'instances twice') return [...found, ...found]
        if (flaw === 'instances without ids') return found.map((one) => ({ ...one, id: '' }))
        return found
      },
      async run(call, { lease, signal }) {
        if (flaw === 'service ends at once') return
        if (flaw === 'service fails') throw new Error('No connection')
        await call.transaction((inner) => lease.check(inner))
        const ending = flaw === 'service ignores its signal' ? undefined : { signal }
        while (!signal.aborted) await sleep(60_000, undefined, { ref: false, ...ending })
      },
    },
  }
}
