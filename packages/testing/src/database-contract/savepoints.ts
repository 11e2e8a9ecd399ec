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

    it('needs a transaction', async () => {
      const { storage } = bench
      await expect(storage.savepoint(storage.db, async () => {})).rejects.toThrow(DatabaseError)
    })
  })
}
