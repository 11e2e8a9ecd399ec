/** Values that no form sends, and an attacker does. */
const hostileTexts = [
  '',
  ' ',
  'nul\0byte',
  '\ud800',
  "'; drop table x; --",
  '%',
  '../..',
  'x'.repeat(70_000),
  '-1',
  '1e400',
]

const hostileValues: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e300,
  [],
  [[]],
  {},
  { $ne: 1 },
  ...hostileTexts,
]

/** The value with each of its parts in turn replaced by each hostile value. */
export function mutations(value: unknown, depth = 4): unknown[] {
  const whole = [...hostileValues]
  if (depth === 0 || typeof value !== 'object' || value === null) return whole
  const entries = Object.entries(value)
  const parts = entries.flatMap(([key, member]) =>
    mutations(member, depth - 1).map((hostile) => replaced(value, key, hostile)),
  )
  return [...whole, ...parts]
}

export { hostileTexts }

function replaced(value: object, key: string, member: unknown): unknown {
  if (!Array.isArray(value)) return { ...value, [key]: member }
  return value.map((item, index) => (String(index) === key ? member : item))
}
