import { type Database, UniqueViolation } from '@deskhand/core/db'
import { describe, expect, it } from 'vitest'
import type { Bench, DatabaseCapabilities } from './bench.ts'

export function describeTransactions(bench: Bench, capabilities: DatabaseCapabilities): void {
  const { severalConnections = true } = capabilities

  describe('a transaction', () => {
    const { add, names } = bench

    it('commits what succeeds and undoes what throws', async () => {
      const { storage } = bench
      const result = await storage.transaction(async (db) => {
        await add(db, 'kept')
        return 'done'
      })
      const failing = storage.transaction(async (db) => {
        await add(db, 'undone')
        throw new RangeError('no')
      })
      await expect(failing).rejects.toThrow(RangeError)
      expect(result).toBe('done')
      expect(await names()).toEqual(['kept'])
    })

    it.runIf(severalConnections)('hides what is open from the others', async () => {
      const { storage } = bench
      const other = bench.open()
      await storage.transaction(async (db) => {
        await add(db, 'open')
        expect(await names(other.db)).toEqual([])
      })
      expect(await names(other.db)).toEqual(['open'])
    })

    it('joins the one around it', async () => {
      const { storage } = bench
      const failing = storage.transaction(async (outer) => {
        await storage.transaction(async (inner) => {
          expect(inner).toBe(outer)
          await add(inner, 'inner')
        })
        await add(storage.db, 'through storage.db')
        expect(await names(storage.db)).toEqual(['inner', 'through storage.db'])
        throw new Error('undo all')
      })
      await expect(failing).rejects.toThrow('undo all')
      expect(await names()).toEqual([])
    })

    it('that has ended gives code left over from it one of its own', async () => {
      const { storage } = bench
      const ended = Promise.withResolvers<void>()
      let leftOver: Promise<void> | undefined
      await storage.transaction(async (outer) => {
        leftOver = ended.promise.then(() =>
          storage.transaction(async (db) => {
            expect(db).not.toBe(outer)
            await add(db, 'later')
          }),
        )
      })
      ended.resolve()
      await leftOver
      expect(await names()).toEqual(['later'])
    })

    it('that has ended refuses its handle', async () => {
      let leaked: Database | undefined
      await bench.storage.transaction(async (db) => {
        leaked = db
      })
      await expect(add(leaked as Database, 'late')).rejects.toThrow(/This transaction has ended/)
      expect(await names()).toEqual([])
    })

    it('does not commit over a failure that was swallowed', async () => {
      const failing = bench.storage.transaction(async (db) => {
        await add(db, 'a')
        await add(db, 'a').catch(() => undefined)
        await expect(names(db)).rejects.toThrow(/Put what may fail under a savepoint/)
      })
      await expect(failing).rejects.toThrow(UniqueViolation)
      expect(await names()).toEqual([])
    })

    it('runs statements that were started together', async () => {
      await bench.storage.transaction(async (db) => {
        await Promise.all(['a', 'b', 'c'].map((one) => add(db, one)))
      })
      expect(await names()).toEqual(['a', 'b', 'c'])
    })
  })
}
