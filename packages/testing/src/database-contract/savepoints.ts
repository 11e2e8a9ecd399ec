import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseError, UniqueViolation } from '@deskhand/core/db'
import { describe, expect, it } from 'vitest'
import type { Bench } from './bench.ts'

export function describeSavepoints(bench: Bench): void {
  describe('a savepoint', () => {
    const { add, names } = bench

    it('that threw is undone alone, at any depth', async () => {
      const { storage } = bench
      await storage.transaction(async (db) => {
        await add(db, 'a')
        await storage.savepoint(db, async () => {
          await add(db, 'b')
          const inner = storage.savepoint(db, async () => {
            await add(db, 'c')
            await add(db, 'a')
          })
          await expect(inner).rejects.toThrow(UniqueViolation)
          await add(db, 'd')
        })
      })
      expect(await names()).toEqual(['a', 'b', 'd'])
    })

    it('takes turns with others of its level', async () => {
      const { storage } = bench
      await storage.transaction(async (db) => {
        await add(db, 'a')
        const items = ['b', 'a', 'c'].map((item) =>
          storage.savepoint(db, async () => {
            await add(db, `${item}1`)
            await delay(5)
            await add(db, item)
          }),
        )
        const outcomes = await Promise.allSettled(items)
        expect(outcomes.map((outcome) => outcome.status)).toEqual([
          'fulfilled',
          'rejected',
          'fulfilled',
        ])
      })
      expect(await names()).toEqual(['a', 'b', 'b1', 'c', 'c1'])
    })

    it.each(['returned', 'threw'])('that %s refuses what is left over from it', async (end) => {
      const { storage } = bench
      const { promise: ended, resolve: endIt } = Promise.withResolvers<void>()
      await storage.transaction(async (db) => {
        const late: Promise<unknown>[] = []
        const savepoint = storage.savepoint(db, async () => {
          await add(db, 'a')
          late.push(
            ended.then(() => add(db, 'late')),
            ended.then(() => add(storage.db, 'late')),
            ended.then(() => storage.transaction((joined) => add(joined, 'late'))),
            ended.then(() => storage.savepoint(db, () => add(db, 'late'))),
            // The end of a savepoint that was open meanwhile must not touch those of others.
            storage.savepoint(db, () => ended),
          )
          await add(db, 'b')
          if (end === 'threw') throw new Error('undo')
        })
        await savepoint.catch(() => undefined)
        endIt()
        for (const outcome of await Promise.allSettled(late)) {
          expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(DatabaseError) })
        }
        await add(db, 'c')
        await storage.savepoint(db, () => add(db, 'd'))
      })
      expect(await names()).toEqual(end === 'threw' ? ['c', 'd'] : ['a', 'b', 'c', 'd'])
    })

    it('that is abandoned is undone, whatever its work returns', async () => {
      const { storage } = bench
      await storage.transaction(async (db) => {
        const savepoint = storage.savepoint(db, async () => {
          await add(db, 'a')
          storage.abandon(new Error('too slow'))
          await expect(add(db, 'b')).rejects.toThrow('too slow')
        })
        await expect(savepoint).rejects.toThrow('too slow')
        await add(db, 'c')
      })
      const abandoned = storage.transaction(async (db) => {
        await add(db, 'd')
        storage.abandon(new Error('too slow'))
      })
      await expect(abandoned).rejects.toThrow('too slow')
      expect(await names()).toEqual(['c'])
    })

    it('needs a transaction', async () => {
      const { storage } = bench
      await expect(storage.savepoint(storage.db, async () => {})).rejects.toThrow(DatabaseError)
    })
  })
}
