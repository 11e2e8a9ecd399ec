import { setTimeout as delay } from 'node:timers/promises'
import {
  Busy,
  DatabaseError,
  eq,
  ForeignKeyViolation,
  SerializationFailure,
  type Storage,
  sql,
  UniqueViolation,
} from '@deskhand/core/db'
import { describe, expect, it } from 'vitest'
import type { Bench, DatabaseCapabilities } from './bench.ts'
import { children, sample, samples } from './sample-tables.ts'

export function describeConflicts(bench: Bench, capabilities: DatabaseCapabilities): void {
  const { severalConnections = true } = capabilities

  describe('a conflict', () => {
    const { add, names } = bench

    it('says what it is, and keeps parameters out of its message', async () => {
      const { storage } = bench
      await add(storage.db, 'secret')
      const unique = await add(storage.db, 'secret').catch((error: unknown) => error)
      expect(unique).toBeInstanceOf(UniqueViolation)
      expect(unique).toMatchObject({ constraint: 'samples_name', cause: expect.any(Error) })
      expect(String(unique)).not.toContain('secret')

      const row = sample('b')
      await storage.db.insert(samples).values(row)
      const primary = await storage.db
        .insert(samples)
        .values({ ...row, name: 'c' })
        .catch((error) => error)
      expect(primary).toMatchObject({ name: 'UniqueViolation', constraint: 'samples_pkey' })

      const orphan = storage.db.insert(children).values({ sampleId: crypto.randomUUID() })
      await expect(orphan).rejects.toThrow(ForeignKeyViolation)
      const broken = storage.db.select({ x: sql`no_such_column` }).from(samples)
      await expect(broken).rejects.toThrow(DatabaseError)
    })

    it('is retried, and given up in time', async () => {
      const { storage } = bench
      let attempts = 0
      await storage.transaction(async (db) => {
        attempts++
        await add(db, 'once')
        if (attempts < 3) throw new SerializationFailure('made up')
      })
      expect(attempts).toBe(3)
      expect(await names()).toEqual(['once'])

      const hopeless = storage.transaction(
        async () => {
          throw new Busy('always')
        },
        { retryFor: 50 },
      )
      await expect(hopeless).rejects.toThrow(Busy)
    })

    it('between many writers loses nothing', async () => {
      const { storage } = bench
      await storage.db.insert(samples).values(sample('counter'))
      const storages = several()
      const increments = Array.from({ length: 60 }, (_, index) =>
        storages[index % storages.length]?.transaction(async (db) => {
          const counter = eq(samples.name, 'counter')
          await db.update(samples).set({ big: sql`big + 1` }).where(counter)
          await delay(1)
        }),
      )
      await Promise.all(increments)
      const [row] = await storage.db.select().from(samples)
      expect(row?.big).toBe(60)
    })

    it('between single statements is retried as well', async () => {
      const storages = several()
      const statements = Array.from({ length: 90 }, (_, index) =>
        add((storages[index % storages.length] as Storage).db, `n${index}`),
      )
      await Promise.all(statements)
      expect(await names()).toHaveLength(90)
    })

    function several(): Storage[] {
      return severalConnections ? [bench.storage, bench.open(), bench.open()] : [bench.storage]
    }
  })
}
