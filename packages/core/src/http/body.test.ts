import { describe, expect, it } from 'vitest'
import { checkContentLength, readJson, refuseBody } from './body.ts'

const limit = 1_000

function post(body: RequestInit['body'], headers: Record<string, string> = {}): Request {
  return new Request('http://app.example/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  } as RequestInit)
}

function stream(...chunks: (string | Uint8Array | Error)[]): ReadableStream {
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.close()
      else if (chunk instanceof Error) controller.error(chunk)
      else controller.enqueue(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)
    },
  })
}

async function refusalOf(request: Request): Promise<string> {
  try {
    await readJson(request, limit)
  } catch (error) {
    const { status, code } = error as { status: number; code: string }
    return `${status} ${code}`
  }
  return 'accepted'
}

describe('a JSON body', () => {
  it('is read, in one piece or in many', async () => {
    expect(await readJson(post('{"a":"é"}'), limit)).toEqual({ a: 'é' })
    expect(await readJson(post(stream('{"a"', ':[1', ',2]}')), limit)).toEqual({ a: [1, 2] })
    const framed = post('{"a":1}', { 'content-length': '7' })
    expect(await readJson(framed, limit)).toEqual({ a: 1 })
  })

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'application/json; charset=utf8',
    'application/json; charset=UTF8 ; x=y',
    'Application/JSON ; a=b',
  ])('may be called %s', async (type) => {
    expect(await refusalOf(post('{}', { 'content-type': type }))).toBe('accepted')
  })

  it.each([
    'text/plain',
    'application/jsonp',
    'application/json-patch+json',
    'application/x-www-form-urlencoded',
    'application/json; charset=utf-16',
    'application/json; charset=utf-8x',
    '',
  ])('may not be called %j', async (type) => {
    expect(await refusalOf(post('{}', { 'content-type': type }))).toBe('415 unsupported_media_type')
  })

  it('may not be compressed', async () => {
    const refusal = await refusalOf(post('{}', { 'content-encoding': 'gzip' }))
    expect(refusal).toBe('415 unsupported_media_type')
  })

  it.each<[string, RequestInit['body']]>([
    ['nothing', null],
    ['no text', ''],
    ['a cut one', '{"a":'],
    ['two', '{}{}'],
    ['a byte order mark in the middle', '{\uFEFF}'],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['one nested too deep', `${'['.repeat(33)}${']'.repeat(33)}`],
    ['one nested far too deep', '['.repeat(500)],
    ['a poisoned one', '{"a":{"__proto__":{"b":1}}}'],
    ['NaN', '{"a":NaN}'],
  ])('is refused when it is %s', async (_, body) => {
    expect(await refusalOf(post(body))).toBe('400 invalid_json')
  })

  it('may be nested as deep as anything needs', async () => {
    expect(await refusalOf(post(`${'['.repeat(32)}${']'.repeat(32)}`))).toBe('accepted')
  })

  it('is refused when it is larger than allowed, whatever it says of itself', async () => {
    const large = JSON.stringify('x'.repeat(limit))
    expect(await refusalOf(post(large))).toBe('413 body_too_large')
    expect(await refusalOf(post(large, { 'content-length': '5' }))).toBe('413 body_too_large')
    expect(() => checkContentLength(post('', { 'content-length': '1001' }), limit)).toThrow(
      expect.objectContaining({ status: 413 }),
    )
  })

  it('is not read further than the limit', async () => {
    let pulled = 0
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(400))
      },
    })
    expect(await refusalOf(post(endless))).toBe('413 body_too_large')
    expect(pulled).toBeLessThan(10)
  })

  it('is refused when it breaks off', async () => {
    expect(await refusalOf(post(stream('{"a"', new Error('gone'))))).toBe('400 incomplete_body')
  })

  it('is a mistake of the host when something else has read it', async () => {
    const request = post('{}')
    await request.text()
    await expect(readJson(request, limit)).rejects.toThrow(/read the body of the request before/)
  })
})

describe('a request that takes no body', () => {
  it.each<[string, Request]>([
    ['none', new Request('http://app.example/', { method: 'POST' })],
    ['an empty one', post('')],
    ['an empty object', post(' {} ')],
    ['a length of 0', post(null, { 'content-length': '0' })],
  ])('is fine with %s', async (_, request) => {
    await expect(refuseBody(request, limit)).resolves.toBeUndefined()
  })

  it('refuses another one', async () => {
    await expect(refuseBody(post('{"a":1}'), limit)).rejects.toMatchObject({ status: 400 })
    await expect(refuseBody(post('x'.repeat(1_001)), limit)).rejects.toMatchObject({ status: 413 })
  })

  it.each<[string, (count: number) => unknown]>([
    [
      'fields',
      (count) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, n])),
    ],
    ['items', (count) => Array.from({ length: count }, () => 0)],
    ['objects', (count) => ({ a: Array.from({ length: count / 2 }, () => ({ b: 0 })) })],
  ])('of more than 10,000 %s is refused before a schema sees it', async (_, make) => {
    await expect(readJson(post(JSON.stringify(make(9_990))), 1_000_000)).resolves.toBeDefined()
    await expect(readJson(post(JSON.stringify(make(10_010))), 1_000_000)).rejects.toThrow(
      'more than 10000 values',
    )
  })
})
