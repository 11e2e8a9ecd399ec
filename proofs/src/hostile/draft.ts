/** A request that would be right, in parts that can be spoiled one by one. */
import type { Random } from '../random.ts'
import type { ApiDocument, Operation } from './document.ts'
import { type Ground, people, type Tenant, tenants } from './ground.ts'
import { type Sampler, sample } from './values.ts'

export interface Draft {
  readonly operation: Operation
  method: string
  tenant: Tenant
  /** Nobody is null. */
  who: string | null
  /** Steps of the path, encoded. */
  path: string
  query: [name: string, value: string][]
  /** Goes behind the query as it is. */
  rawQuery: string
  headers: [name: string, value: string][]
  json: unknown
  /** In place of `json`. `broken` is a body that ends with an error. */
  body: string | Uint8Array | 'broken' | undefined
}

export interface Source {
  readonly random: Random
  readonly ground: Ground
  readonly document: ApiDocument
}

export function draft({ random, ground, document }: Source, operation: Operation): Draft {
  const tenant = random.chance(0.8) ? 'default' : 'acme'
  const aimedAt = random.chance(0.9)
    ? tenant
    : (tenants.find((other) => other !== tenant) ?? tenant)
  const sampler: Sampler = { random, pools: ground[aimedAt], resolve: document.resolve }
  const raw = operation.body === undefined && operation.bodyTypes[0]
  return {
    operation,
    method: operation.method,
    tenant,
    who: random.chance(0.06) ? null : random.pick([...people, 'sue', 'root', 'root']),
    path: pathOf(sampler, operation),
    query: queryOf(sampler, operation),
    rawQuery: '',
    headers: [
      ...(operation.body ? [['content-type', 'application/json'] as [string, string]] : []),
      ...(raw ? [['content-type', raw] as [string, string]] : []),
    ],
    json: operation.body && sample(sampler, operation.body),
    body: raw ? random.pick(['some text', '\0\u0001\u0002', '%PDF-1.7 x', '<html>']) : undefined,
  }
}

/** One that was sent before: as it was, or by another person, in another tenant, with another body. */
export function repeat(random: Random, sent: readonly Draft[]): Draft {
  const before = random.pick(sent.slice(-20))
  return random.pick<Draft>([
    before,
    before,
    { ...before, who: random.pick(people) },
    { ...before, tenant: random.pick(tenants) },
    { ...before, json: { ...(before.json as object), subject: 'Another' } },
    { ...before, path: `${before.path}/` },
  ])
}

/** A child is mostly looked for below its own ticket. */
function pathOf(sampler: Sampler, { path, parameters }: Operation): string {
  const { random, pools } = sampler
  const child = path.includes('{replyId}')
    ? random.pick(pools.replies)
    : random.pick(pools.attachments)
  const isPair = /\{ticketId\}.*\{(replyId|attachmentId)\}/.test(path) && random.chance(0.8)
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (isPair) return name === 'ticketId' ? child.ticketId : child.id
    const parameter = parameters.find((known) => known.in === 'path' && known.name === name)
    return encodeURIComponent(String(sample(sampler, parameter?.schema ?? {}, name)))
  })
}

function queryOf(sampler: Sampler, { parameters }: Operation): [string, string][] {
  const { random } = sampler
  const known = parameters.filter((parameter) => parameter.in === 'query')
  const probability = Math.min(0.4, 2 / known.length)
  return known
    .filter(
      ({ required, name }) => required || random.chance(name === 'cursor' ? 0.05 : probability),
    )
    .flatMap(({ name, schema }): [string, string][] => {
      const key = /\[(\w+)\]/.exec(name)?.[1] ?? name.replace('[]', '')
      const value = name === 'name' ? 'a.txt' : sample(sampler, schema, key)
      if (value === null) return []
      const values = Array.isArray(value) ? value : [value]
      return values.map((item) => [name, String(item)])
    })
}
