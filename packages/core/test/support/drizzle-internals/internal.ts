import { alias, customType, pgTable, text } from 'drizzle-orm/pg-core'

/** Something of drizzle-orm that is used without a promise of drizzle's documentation. */
interface Internal {
  /** What it is relied on to mean. */
  readonly means: string
  /** Throws when drizzle's own objects have something else under this name. */
  check(): void | Promise<void>
  /**
   * How code would name it that must not, if not by the name alone. `false` when the name is public,
   * or is imported: a rule of Biome guards imports.
   */
  readonly elsewhere?: RegExp | false
}

/** By the file of `src/db/drizzle` that relies on them, and by name. */
export type Internals = Readonly<Record<string, Readonly<Record<string, Internal>>>>

const rank = customType<{ data: 'low' | 'high'; driverData: number }>({
  dataType: () => 'smallint',
  toDriver: (value) => (value === 'high' ? 2 : 1),
})

/** Declared without `db/kit.ts`, which would fail on import where a check should. */
export const letters = pgTable('letters', { id: text(), subject: text(), rank: rank() })
export const other = alias(letters, 'other')
