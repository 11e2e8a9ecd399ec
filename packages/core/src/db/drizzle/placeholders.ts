/** The placeholders of a compiled query, whose values come when it runs. */
import { is, Param, Placeholder } from 'drizzle-orm'

export { fillPlaceholders } from 'drizzle-orm'

interface Slot {
  /** The name that `sql.placeholder(name)` was given. */
  readonly name: string
  /** Encodes a value for the driver. */
  readonly encode: (value: unknown) => unknown
}

/** The placeholder of a parameter, or `undefined` for a parameter with a value. */
export function slotOf(param: unknown): Slot | undefined {
  if (is(param, Placeholder)) return { name: param.name, encode: (value) => value }
  if (!is(param, Param) || !is(param.value, Placeholder)) return undefined
  const { value: placeholder, encoder } = param
  const encode = (value: unknown) => (value === null ? null : encoder.mapToDriverValue(value))
  return { name: placeholder.name, encode }
}
