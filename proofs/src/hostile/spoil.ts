/** Ways to make a good request a bad one. */
import type { Random } from '../random.ts'
import type { Draft, Source } from './draft.ts'
import { people, tenants } from './ground.ts'
import { spoilBody } from './spoil-body.ts'
import { spoilPath } from './spoil-path.ts'
import { oddHeader, oddText } from './texts.ts'

type Spoiler = (draft: Draft, source: Source) => void

/** Weighted by how often each stands here. */
const spoilers: readonly Spoiler[] = [
  ...[spoilBody, spoilBody, spoilBody, spoilBody, spoilBody],
  ...[spoilQuery, spoilQuery, spoilCursor, spoilConditions, spoilKey, spoilKey],
  ...[spoilContentType, spoilSession, spoilOrigin, spoilHeaders, spoilPath, spoilMethod],
]

export function spoil(draft: Draft, source: Source): void {
  const { random } = source
  const times = random.pick([0, 0, 1, 1, 1, 1, 2, 3])
  for (let n = 0; n < times; n++) random.pick(spoilers)(draft, source)
}

function spoilQuery({ query, operation }: Draft, { random }: Source): void {
  const names = operation.parameters.filter(({ in: at }) => at === 'query').map(({ name }) => name)
  const name = random.pick(names.length > 0 ? names : ['limit'])
  random.pick<() => unknown>([
    () => query.push([name, oddText(random)]),
    () => query.push(...query.slice(0, 1), ...query.slice(0, 1)),
    () => query.push([name, '1'], [name, '2']),
    () => query.push([`${name}[]`, 'x'], [`${name}[x]`, 'y'], [`${name}[0][y]`, 'z']),
    () => query.push([`__proto__[${name}]`, 'x']),
    () => query.push([oddText(random), oddText(random)]),
    () => query.push(['limit', random.pick(['0', '-1', '101', '1e2', '+5', '٣', '1.5', ' 1', ''])]),
    () =>
      query.push(['include[]', random.pick(['tags', 'constructor', '__proto__', 'attachments'])]),
    () => query.push(['number', random.pick(['1e99', '9007199254740993', '-1', '0x1'])]),
    () => query.push(['created[from]', '0000-01-01T00:00:00Z'], ['created[to]', 'x']),
    () => query.push(...Array.from({ length: 3_000 }, (): [string, string] => ['status[]', 'new'])),
  ])()
}

/** Forged, cut, or of another list, actor, tenant or time. */
function spoilCursor(draft: Draft, { random, ground }: Source): void {
  const cursor = random.pick(ground[random.pick(tenants)].cursors)
  const [payload = '', signature = ''] = cursor.split('.')
  const forged = random.pick([
    cursor,
    cursor,
    `${payload}.`,
    `.${signature}`,
    `${cursor}.x`,
    `${payload}.${signature.slice(0, -1)}A`,
    `${Buffer.from('[null,null]').toString('base64url')}.${signature}`,
    `${Buffer.from('{"__proto__":1}').toString('base64url')}.${signature}`,
    cursor.toUpperCase(),
    'é'.repeat(22),
    `${payload}.${'é'.repeat(11)}`,
  ])
  draft.query = [...draft.query.filter(([name]) => name !== 'cursor'), ['cursor', forged]]
}

function spoilConditions(draft: Draft, { random }: Source): void {
  const name = random.pick(['if-match', 'if-match', 'if-match', 'if-none-match'])
  const tag = random.pick([
    ...['"1"', '"2"', 'W/"1"', '*', '"0"', '"-1"', '"1e3"', '"999999999999999999999"', '""'],
    ...['1', '"1', '"1" "2"', '"1","2"', ',', '', '"é"', `"${'9'.repeat(5_000)}"`, '* , "1"'],
    `${'"1",'.repeat(1_000)}"x`,
    `${' '.repeat(5_000)}x`,
    oddHeader(random),
  ])
  draft.headers.push([name, tag])
}

/** A few keys, so that they meet: with other bodies, paths, people and tenants. */
function spoilKey(draft: Draft, { random }: Source): void {
  const key = random.chance(0.8) ? `key-${random.between(1, 3)}` : oddHeader(random)
  draft.headers.push(['idempotency-key', key])
}

function spoilContentType(draft: Draft, { random }: Source): void {
  const type = random.pick([
    ...[
      '',
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
    ],
    ...['application/json; charset=utf-16', 'application/json;charset="utf-8"', 'APPLICATION/JSON'],
    ...['application/json, text/plain', 'application/jsonp', 'application/merge-patch+json'],
    ...[
      'application/json; charset=',
      'application/json;;;',
      `application/json;${' '.repeat(9_000)}x`,
    ],
    oddHeader(random),
  ])
  draft.headers = draft.headers.filter(([name]) => name !== 'content-type')
  if (type !== '') draft.headers.push(['content-type', type])
  if (random.chance(0.2)) {
    draft.headers.push(['content-encoding', random.pick(['gzip', 'br', 'identity', 'x', ''])])
  }
  if (random.chance(0.2)) {
    const length = random.pick(['0', '1', '-1', '1e9', '99999999999', 'x', '', '1.5', '0x10'])
    draft.headers.push(['content-length', length])
  }
}

function spoilSession(draft: Draft, { random }: Source): void {
  draft.who = random.pick([null, ...people, 'nobody', 'system', '__proto__', 'constructor'])
  if (random.chance(0.3)) draft.headers.push(['authorization', `Bearer ${oddHeader(random)}`])
}

function spoilOrigin({ headers }: Draft, { random }: Source): void {
  const own = ['https://app.example', 'http://app.example', 'null', 'https://app.example.evil']
  headers.push(['origin', random.pick([...own, '', 'http://app.example:80', oddHeader(random)])])
  if (random.chance(0.5))
    headers.push(['cookie', random.pick(['session=x', '', oddHeader(random)])])
  if (random.chance(0.5)) {
    const site = random.pick(['cross-site', 'same-site', 'same-origin', 'none', oddHeader(random)])
    headers.push(['sec-fetch-site', site])
  }
  if (random.chance(0.3)) headers.push(['access-control-request-method', oddHeader(random)])
}

function spoilHeaders({ headers }: Draft, { random }: Source): void {
  const names = [
    ...['host', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-original-url', 'accept'],
    ...['x-http-method-override', 'x-request-id', 'range', 'if-range', 'last-event-id', 'expect'],
    ...['if-modified-since', 'accept-language', 'transfer-encoding', 'te', 'upgrade', 'via'],
  ]
  for (let n = random.pick([1, 1, 3, 200]); n > 0; n--) {
    const name = random.chance(0.8) ? random.pick(names) : `x-odd-${random.between(1, 500)}`
    headers.push([name, random.chance(0.3) ? oddRange(random) : oddHeader(random)])
  }
}

function oddRange(random: Random): string {
  return random.pick([
    'bytes=0-',
    'bytes=-1',
    'bytes=9-1',
    'bytes=0-0,1-1',
    'bytes=99999999999999999-',
  ])
}

function spoilMethod(draft: Draft, { random }: Source): void {
  const methods = [
    'GET',
    'HEAD',
    'OPTIONS',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'PROPFIND',
    'X',
    'get',
  ]
  draft.method = random.pick(methods)
}
