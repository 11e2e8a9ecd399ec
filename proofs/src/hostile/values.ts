/** Values as the document asks for them, named after what there is. */
import type { Random } from '../random.ts'
import type { Schema } from './document.ts'
import { type Pools, people } from './ground.ts'

export interface Sampler {
  readonly random: Random
  readonly pools: Pools
  resolve(schema: Schema): Schema
}

type Named = (sampler: Sampler) => unknown

const person: Named = ({ random }) => random.pick(people)
const staff: Named = ({ random }) => random.pick(['grace', 'hal', 'sue', 'root'])
const ticket: Named = ({ random, pools }) => random.pick(pools.tickets)
const tag: Named = ({ random, pools }) => random.pick(pools.tags)
const tagName: Named = ({ random, pools }) =>
  random.chance(0.8) ? random.pick(pools.tagNames) : `tag ${random.between(1, 50)}`

/** By the name of a field, parameter or list. */
const known: Readonly<Record<string, Named>> = {
  ...{ ticketId: ticket, ticketIds: ticket, followUpOfId: ticket },
  ...{ personId: person, requesterId: person, cc: person, assigneeId: staff },
  ...{ assignee: person, requester: person, tagId: tag, tagIds: tag, intoId: tag },
  ...{ names: tagName, tags: tagName, any: tagName, all: tagName, none: tagName },
  replyId: ({ random, pools }) => random.pick(pools.replies).id,
  attachmentId: ({ random, pools }) =>
    random.chance(0.5) ? random.pick(pools.attachments).id : random.pick(pools.drafts),
  attachments: ({ random, pools }) => random.pick(pools.drafts),
  category: ({ random, pools }) => random.pick(pools.categories),
  categoryId: ({ random, pools }) => random.pick(pools.categories),
  cursor: ({ random, pools }) => random.pick(pools.cursors),
  token: ({ random, pools }) => (pools.tokens.length > 0 ? random.pick(pools.tokens) : 'x.y'),
  colour: ({ random }) => random.pick(['#1d4ed8', '#FFF', '#000000']),
  teamId: ({ random }) => random.pick(['billing', 'technical']),
  team: ({ random }) => random.pick(['billing', 'technical', 'none']),
  organisation: ({ random }) => random.pick(['north', 'south']),
}

/** Of a field that has a name of its own; of a list, its items. */
export function sample(sampler: Sampler, given: Schema, name = ''): unknown {
  const { random } = sampler
  const schema = sampler.resolve(given)
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return sample(sampler, random.pick(branches), name)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return random.pick(schema.enum)
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  if (type === 'array') return sampleList(sampler, schema, name)
  if (type === 'object') return sampleObject(sampler, schema)
  if (type === 'null') return null
  if (type === 'boolean') return random.chance(0.5)
  if (type === 'integer' || type === 'number') {
    const { minimum = 0, maximum = 100 } = schema
    return random.between(minimum, Math.min(maximum, minimum + 9))
  }
  return Object.hasOwn(known, name) ? known[name]?.(sampler) : sampleText(sampler, schema)
}

function sampleText(
  { random }: Sampler,
  { format, minLength = 1, maxLength = 40 }: Schema,
): string {
  if (format === 'uuid') return crypto.randomUUID()
  if (format === 'email') return `p${random.between(1, 20)}@else.example`
  if (format === 'date-time')
    return `2026-0${random.between(1, 9)}-0${random.between(1, 9)}T00:00:00Z`
  const text = random.pick(['Printer', 'It **burns**.', 'naïve', 'Ünïcode 🖨', 'a_b', '`code`'])
  return text.slice(0, maxLength).padEnd(minLength, 'x')
}

function sampleList(sampler: Sampler, { items, minItems = 0 }: Schema, name: string): unknown[] {
  const length = sampler.random.between(minItems, Math.max(minItems, 3))
  return Array.from({ length }, () => sample(sampler, items ?? {}, name))
}

function sampleObject(sampler: Sampler, { properties = {}, required = [] }: Schema): object {
  const { random } = sampler
  const probability = Math.min(0.5, 3 / Object.keys(properties).length)
  const members = Object.entries(properties)
    .filter(([key]) => required.includes(key) || random.chance(probability))
    .map(([key, schema]) => [key, sample(sampler, schema, key)])
  return Object.fromEntries(members)
}
