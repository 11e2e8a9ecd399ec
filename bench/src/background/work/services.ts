/** A process whose service has many instances that do nothing. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from '../../databases/place.ts'
import { recordStatements } from '../../server/record.ts'
import { until } from '../cost.ts'
import { openHelpdesk } from '../helpdesk.ts'

export interface ServicesSettings {
  readonly instances: number
  /** How long its statements are counted once all instances run, but for one heartbeat at least. */
  readonly seconds: number
}

/** A heartbeat is due every three seconds. */
const shortestWatch = 4

interface ServicesCost {
  /** Statements a second that write. */
  readonly writes: number
  /** Statements a second in all. */
  readonly statements: number
}

export async function services(
  place: Place,
  { instances, seconds }: ServicesSettings,
): Promise<ServicesCost> {
  let running = 0
  const ids = Array.from({ length: instances }, (_, index) => ({
    tenantId: 'default',
    id: `instance-${index}`,
  }))
  const { helpdesk } = await openHelpdesk(place, {
    services: {
      idle: {
        instances: async () => ids,
        async run(_call, { signal }) {
          running += 1
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          running -= 1
        },
      },
    },
  })
  await helpdesk.start()
  await until(`${instances} instances run`, () => running === instances)
  const watched = Math.max(seconds, shortestWatch)
  const { statements } = await recordStatements(place.engine, () => sleep(watched * 1_000))
  await helpdesk.close()
  // SQLite asks four times a second whether another process has committed, which reads no table.
  const counted = statements.filter(({ sql }) => !/^\s*pragma data_version/i.test(sql))
  const writing = counted.filter(({ sql }) => /^\s*(insert|update|delete)\b/i.test(sql))
  return { writes: writing.length / watched, statements: counted.length / watched }
}
