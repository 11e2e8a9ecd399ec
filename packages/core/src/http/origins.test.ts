import { describe, expect, it } from 'vitest'
import { checkOrigin, corsHeaders, preflightHeaders } from './origins.ts'

const origins = new Set(['https://shop.example', 'capacitor://localhost'])

function request(method: string, headers: Record<string, string>): Request {
  return new Request('https://desk.example/tickets', { method, headers })
}

describe('a write', () => {
  const refused = { status: 403, code: 'origin_not_allowed' }
  const cookie = 'session=1'

  it.each<[string, Record<string, string>, boolean]>([
    ['without a session', {}, true],
    ['with a bearer token', { authorization: 'Bearer x' }, true],
    ['with a bearer token from a foreign page', { origin: 'https://evil.example' }, true],
    ['with a cookie from an allowed origin', { cookie, origin: 'https://shop.example' }, true],
    ['with a cookie from an app', { cookie, origin: 'capacitor://localhost' }, true],
    ['with a cookie from its own origin', { cookie, origin: 'https://desk.example' }, true],
    ['with a cookie and same-origin metadata', { cookie, 'sec-fetch-site': 'same-origin' }, true],
    [
      'behind a proxy that ends TLS',
      { cookie, origin: 'https://public.example', 'sec-fetch-site': 'same-origin' },
      true,
    ],
    ['with a cookie and nothing else', { cookie }, false],
    ['with a cookie from a foreign page', { cookie, origin: 'https://evil.example' }, false],
    ['with a cookie from nowhere', { cookie, origin: 'null' }, false],
    ['with a cookie over plain HTTP', { cookie, origin: 'http://desk.example' }, false],
    ['with a cookie from a longer host', { cookie, origin: 'https://desk.example.evil' }, false],
    ['with a cookie from a shorter host', { cookie, origin: 'https://desk.exam' }, false],
    ['with a cookie from another port', { cookie, origin: 'https://desk.example:444' }, false],
    ['with a cookie from a sibling site', { cookie, 'sec-fetch-site': 'same-site' }, false],
    ['with a cookie, typed by hand', { cookie, 'sec-fetch-site': 'none' }, false],
    ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }, false],
    ['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }, false],
    ['without a session, typed by hand', { 'sec-fetch-site': 'none' }, true],
    [
      'from an allowed origin on another site',
      { cookie, origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' },
      true,
    ],
  ])('%s', (_, headers, isAllowed) => {
    for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) {
      const check = () => checkOrigin(request(method, headers), origins)
      if (isAllowed) expect(check).not.toThrow()
      else expect(check).toThrow(expect.objectContaining(refused))
    }
  })

  it('is compared as an origin, not as text', () => {
    for (const origin of ['https://DESK.example', 'https://desk.example:443']) {
      expect(() => checkOrigin(request('POST', { cookie, origin }), origins)).not.toThrow()
    }
  })

  it.each<[string, Record<string, string>, RegExp]>([
    ['has no origin', { cookie }, /no Origin header.*`trustProxy`/],
    ['came through a proxy', { cookie, origin: 'http://desk.example' }, /trustProxy: true/],
    ['came from a foreign page', { cookie, origin: 'https://evil.example' }, /Add the origin/],
  ])('says what to do when it %s', (_, headers, detail) => {
    expect(() => checkOrigin(request('POST', headers), origins)).toThrow(detail)
  })

  it('is what the check is about: reading needs none', () => {
    const headers = { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    expect(() => checkOrigin(request('GET', headers), origins)).not.toThrow()
    expect(() => checkOrigin(request('HEAD', headers), origins)).not.toThrow()
  })
})

describe('CORS', () => {
  it('lets an allowed origin read answers, with its cookies', () => {
    expect(corsHeaders(request('GET', { origin: 'https://shop.example' }), origins)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-credentials': 'true',
      vary: 'origin',
    })
  })

  it('never reflects another origin', () => {
    for (const origin of ['https://evil.example', 'null', '*']) {
      expect(corsHeaders(request('GET', { origin }), origins)).toEqual({ vary: 'origin' })
    }
  })

  it('says nothing where no origins are set', () => {
    expect(corsHeaders(request('GET', { origin: 'https://shop.example' }), new Set())).toEqual({})
  })

  it('answers a preflight of an allowed origin and refuses others', () => {
    const ask = (origin: string) =>
      preflightHeaders(
        request('OPTIONS', { origin, 'access-control-request-method': 'PATCH' }),
        origins,
        ['GET', 'PATCH'],
      )
    expect(ask('https://shop.example')).toMatchObject({
      'access-control-allow-methods': 'GET, PATCH',
      'access-control-allow-headers': expect.stringContaining('if-match'),
    })
    expect(() => ask('https://evil.example')).toThrow(expect.objectContaining({ status: 403 }))
    expect(preflightHeaders(request('OPTIONS', {}), origins, ['GET'])).toBeUndefined()
  })
})
