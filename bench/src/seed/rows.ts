/** Rows as both databases can take them. */

export type Value = string | number | boolean | Date | null | { readonly [key: string]: Value }

/** Column names as they are in the database. */
export type Row = Readonly<Record<string, Value>>

/** What is written at once, by table, in an order that a reader of foreign keys would like. */
type Batch = ReadonlyMap<string, readonly Row[]>

export interface Writer {
  write(batch: Batch): Promise<void>
}
