/**
 * One connection beside the pool, for transactions that begin inside another one. Were they to take
 * theirs from the pool, as many outer transactions as it has connections would wait for each other.
 */
import type { Pool, PoolClient, PoolConfig } from 'pg'

const IDLE_MS = 10_000

type PoolClass = new (config: PoolConfig, Client?: unknown) => Pool

export interface Beside {
  /** A pool of one, like the one it is beside. */
  pool(): Promise<Pool>
  end(): Promise<void>
}

export function besidePool(connect: () => Promise<Pool>): Beside {
  let opening: Promise<Pool> | undefined
  return {
    async pool() {
      opening ??= connect().then(openLike)
      return opening
    },
    async end() {
      await (await opening)?.end()
    },
  }
}

/** Closes its connection by itself when it is idle, so a host that never closes is not kept running. */
function openLike(pool: Pool): Pool {
  const { Client, options } = pool as Pool & { Client?: new () => PoolClient }
  const pools = pool.constructor as PoolClass
  const one = { max: 1, min: 0, idleTimeoutMillis: IDLE_MS, allowExitOnIdle: true }
  const beside = new pools({ ...options, password: options.password, ...one }, Client)
  beside.on('error', () => {})
  return beside
}
