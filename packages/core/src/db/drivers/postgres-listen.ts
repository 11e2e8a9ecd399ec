/** Hears `NOTIFY` on a connection of its own, and comes back when that connection is lost. */
import type { Client } from 'pg'

export const CHANNEL = 'deskhand'
const LONGEST_PAUSE = 30_000

/** Calls `wake` for each notice, and after a reconnection, when some may have been missed. */
export async function listenForNotices(
  createClient: () => Promise<Client>,
  wake: () => void,
): Promise<() => Promise<void>> {
  let client: Client | undefined
  let timer: NodeJS.Timeout | undefined
  let losses = 0
  let stopped = false

  async function connect(): Promise<void> {
    const next = await createClient()
    let lost = false
    const lose = () => {
      if (lost) return
      lost = true
      next.end().catch(() => undefined)
      reconnect()
    }
    next.on('error', lose).on('end', lose).on('notification', wake)
    client = next
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      if (losses > 0) wake()
      losses = 0
    } catch {
      lose()
    }
  }

  function reconnect() {
    if (stopped) return
    const pause = Math.min(100 * 2 ** losses++, LONGEST_PAUSE) * (0.5 + Math.random() / 2)
    timer = setTimeout(() => connect().catch(reconnect), pause).unref()
  }

  await connect()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end().catch(() => undefined)
  }
}
