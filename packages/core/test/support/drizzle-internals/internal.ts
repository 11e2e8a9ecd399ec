import { alias, customType, pgTable, text } from 'drizzle-orm/pg-core'

/** A part of drizzle-orm that we use although drizzle does not document it. */
interface Internal {
  /** How we expect it to work. */
  readonly means: string
  /** Throws when drizzle's own objects work otherwise. */
  check(): void | Promise<void>
  /**
   * Matches a use in other code, when the name alone does not identify it. `false` when the name is public,
   * or when it is imported: a Biome rule checks imports.
   */
  readonly elsewhere?: RegExp | false
}

/** The internals by the file of `src/db/drizzle` that uses them, and by name. */
export type Internals = Readonly<Record<string, Readonly<Record<string, Internal>>>>

const rank = customType<{ data: 'low' | 'high'; driverData: number }>({
  dataType: () => 'smallint',
  toDriver: (value) => (value === 'high' ? 2 : 1),
})

/** Declared without `db/kit.ts`: after a change of drizzle, its import would fail before any check runs. */
export const letters = pgTable('letters', { id: text(), subject: text(), rank: rank() })
export const other = alias(letters, 'other')
