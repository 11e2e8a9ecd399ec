import { DatabaseError, SerializationFailure, UniqueViolation } from '@deskhand/core/db'
import { describe, expect, it } from 'vitest'
import type { Bench } from './bench.ts'

export function describeHostTransactions(bench: Bench): void {
  describe('a transaction of the host', () => {
    const { add, names } = bench

    it('commits and rolls back what joined it', async () => {
      const { storage } = bench
      await storage.hostTransaction(async (host) => {
        const db = storage.adopt(host)
        expect(storage.isAdopted(db)).toBe(true)
        await add(db, 'together')
        await storage.within(db, () =>
          storage.transaction(async (joined) => {
            expect(joined).toBe(db)
            await add(storage.db, 'joined')
          }),
        )
      })
      const failing = storage.hostTransaction(async (host) => {
        await add(storage.adopt(host), 'undone')
        throw new Error('host says no')
      })
      await expect(failing).rejects.toThrow('host says no')
      expect(await names()).toEqual(['joined', 'together'])
    })

    it('is never run twice', async () => {
      let runs = 0
      const failing = bench.storage.hostTransaction(async () => {
        runs++
        throw new SerializationFailure('made up')
      })
      await expect(failing).rejects.toThrow(SerializationFailure)
      expect(runs).toBe(1)
    })

    it('stays usable after a failure under a savepoint', async () => {
      const { storage } = bench
      await storage.hostTransaction(async (host) => {
        const db = storage.adopt(host)
        await add(db, 'a')
        const failing = storage.savepoint(db, async () => {
          await add(db, 'b')
          await add(db, 'a')
        })
        await expect(failing).rejects.toThrow(UniqueViolation)
        await add(db, 'c')
      })
      expect(await names()).toEqual(['a', 'c'])
    })

    it('has to be one, and open', async () => {
      const { storage } = bench
      expect(() => storage.adopt({})).toThrow(DatabaseError)
      expect(() => storage.adopt(undefined)).toThrow(DatabaseError)
      let kept: unknown
      await storage.hostTransaction(async (host) => {
        kept = host
      })
      await expect(async () => add(storage.adopt(kept), 'late')).rejects.toThrow()
      expect(await names()).toEqual([])
    })
  })
}
