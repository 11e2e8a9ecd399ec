/** Keeps track of the instances that this process holds, until their `run` has ended and their lease is released. */
import { coalesce } from '../kit/coalesce.ts'
import type { NamedService } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import { createHold, type Hold, type Pauses } from './hold.ts'
import { type LeaseRow, releaseLeases } from './leases.ts'

export interface Holds {
  all(): Hold[]
  /** The holds of one service, also those that are ending. */
  of(service: string): Hold[]
  /** Runs an instance for each lease. */
  begin(service: NamedService, leases: readonly LeaseRow[]): void
  /** Ends holds that another process has taken over. `known` are the holds from before `leases` were read. */
  keep(known: readonly Hold[], leases: readonly LeaseRow[]): void
  endAll(reason: 'lost' | 'stopped'): void
  /** Resolves when every `run` has ended and its lease is released. */
  settled(): Promise<void>
  /** Forgets the holds that have not ended. */
  clear(): void
}

export function createHolds(runtime: Runtime, holder: string, pauses: Pauses): Holds {
  const { storage, logger } = runtime
  const held = new Set<Hold>()
  const unsettled = new Set<Promise<void>>()
  let ended: Hold[] = []

  const release = coalesce(async () => {
    const batch = ended.filter((hold) => held.has(hold))
    ended = []
    try {
      const leases = Map.groupBy(batch, ({ lease }) => lease.service)
      for (const ofService of leases.values()) {
        const rows = ofService.map(({ lease }) => lease)
        await releaseLeases(storage.db, rows, holder)
      }
    } catch (error) {
      // The next check of the service releases what is still held.
      logger.warn('Could not release the leases of a service; trying again.', { error })
    } finally {
      for (const hold of batch) held.delete(hold)
    }
  })

  async function settle(hold: Hold): Promise<void> {
    await hold.ended
    ended.push(hold)
    await release()
  }

  return {
    all: () => [...held],
    of: (service) => [...held].filter(({ lease }) => lease.service === service),
    begin(service, leases) {
      for (const lease of leases) {
        const hold = createHold(runtime, service, lease, pauses)
        held.add(hold)
        const settling = settle(hold).finally(() => unsettled.delete(settling))
        unsettled.add(settling)
      }
    },
    keep(known, leases) {
      const tokens = new Map(leases.map((lease) => [keyOf(lease), lease.token]))
      for (const hold of known) {
        if (tokens.get(keyOf(hold.lease)) === hold.lease.token) continue
        hold.end('lost')
        held.delete(hold)
      }
    },
    endAll(reason) {
      for (const hold of held) hold.end(reason)
    },
    async settled() {
      await Promise.all(unsettled)
    },
    clear() {
      held.clear()
      unsettled.clear()
    },
  }
}

function keyOf({ service, tenantId, instance }: LeaseRow): string {
  return JSON.stringify([service, tenantId, instance])
}
