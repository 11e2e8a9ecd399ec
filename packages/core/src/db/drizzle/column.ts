/** Names a drizzle column after its declaration, and makes an expression act as a column. */
import type { Column, SQL } from 'drizzle-orm'
import type { PgColumnBuilderBase } from 'drizzle-orm/pg-core'

interface Builder {
  setName(name: string): void
  readonly config: { keyAsName: boolean }
}

/** Names a column that was declared without a name. A table would name it after its property. */
export function nameColumn(column: PgColumnBuilderBase, name: string): void {
  const builder = column as unknown as Builder
  builder.setName(name)
  // Otherwise a drizzle database with the option `casing` would change the name.
  builder.config.keyAsName = false
}

/** Makes an expression encode the values it is compared with, and decode its own, as `column` does. */
export function asColumn<Like extends Column>(expression: SQL, column: Like): Like {
  const encoder = { mapToDriverValue: (value: unknown) => column.mapToDriverValue(value) }
  return Object.assign(expression.mapWith(column), encoder) as unknown as Like
}
