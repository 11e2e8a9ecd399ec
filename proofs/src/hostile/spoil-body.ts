/** Bodies that are not what they should be: as values, as text, as bytes. */
import type { Random } from '../random.ts'
import type { Draft, Source } from './draft.ts'
import { oddKeys, oddNumbers, oddText, oddValue } from './texts.ts'

export function spoilBody(draft: Draft, { random }: Source): void {
  if (draft.json === undefined) {
    draft.body = oddBytes(random, draft.body ?? '{}')
    if (random.chance(0.5)) draft.headers.push(['content-type', 'application/json'])
  } else if (random.chance(0.65)) {
    draft.json = spoilValue(random, draft.json)
  } else {
    draft.body = oddBytes(random, JSON.stringify(draft.json))
  }
}

/** Changes one place of a value, on any level. */
function spoilValue(random: Random, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || random.chance(0.05)) return oddValue(random)
  const members = Object.entries(value)
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.3)) return [...value, ...value, oddValue(random)]
    const at = random.between(0, value.length - 1)
    return value.map((item, index) => (index === at ? spoilValue(random, item) : item))
  }
  if (members.length === 0 || random.chance(0.25)) return withMember(random, value)
  const [key, member] = random.pick(members)
  if (random.chance(0.1)) return Object.fromEntries(members.filter(([other]) => other !== key))
  return { ...value, [key]: random.chance(0.7) ? oddValue(random) : spoilValue(random, member) }
}

/** `__proto__` becomes a member like any other. */
function withMember(random: Random, value: object): object {
  const key = random.pick(oddKeys)
  return Object.defineProperty({ ...value }, key, {
    value: random.chance(0.5) ? { isAdmin: true } : oddText(random),
    enumerable: true,
  })
}

function oddBytes(random: Random, good: string | Uint8Array): Draft['body'] {
  const text = typeof good === 'string' ? good : Buffer.from(good).toString('latin1')
  const bytes = Buffer.from(text)
  return random.pick<() => Draft['body']>([
    () => 'broken',
    () => '',
    () => text.slice(0, random.between(0, text.length)),
    () => `${text}${random.pick([',', '}', 'x', '\0', '{}', ' '.repeat(100_000)])}`,
    () => Buffer.concat([bytes, Buffer.from([0xff, 0xfe, 0xc0, 0x80])]),
    () => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.from(random.pick(['null', '[]', '"x"', '0', 'true', 'NaN', "'x'", '{a:1}', '--'])),
    () => text.replace(/"[^"]*"/g, '"\\ud800"'),
    () => text.replace(/("[^"]*":)"[^"]*"/, `$1${random.pick(oddNumbers)}`),
    () => text.replace(/^\{(.*)\}$/s, '{$1,$1}'),
    () => text.replace(/^\{/, '{"__proto__":{"role":"admin"},'),
    () => '['.repeat(random.pick([33, 1_000, 500_000])),
    () => `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
    () => `{${Array.from({ length: 20_000 }, (_, n) => `"k${n}":${n}`).join()}}`,
    () => `{"subject":"${'x'.repeat(random.pick([1_000_000, 1_048_577, 3_000_000]))}"}`,
    () => `[${'0,'.repeat(300_000)}0]`,
    () => `${'1'.repeat(200_000)}e${'1'.repeat(10)}`,
  ])()
}
