/** One step of a schema, as SQL for each engine. Frozen once released. */
export interface Migration {
  /** Sorts by itself, such as `0001-init`. Unique within its plugin. */
  readonly id: string
  /** Code that does not know this migration refuses the database. Default false. */
  readonly breaking?: boolean
  readonly postgres: string
  readonly sqlite: string
}
