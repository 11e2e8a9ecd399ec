import { describe, expect, it, vi } from 'vitest'
import { createHelpdeskClient } from './create-client.ts'
import { HelpdeskApiError } from './errors.ts'
import { items, pages } from './pages.ts'
import type { ClientPlugin } from './plugin.ts'
import { path, queryString } from './query.ts'

interface Sent {
  readonly url: string
  readonly init: RequestInit & { readonly headers: Record<string, string> }
}

type Reaction = Response | Error | ((sent: Sent) => Response)

/** A network that reacts to one request after the other, and remembers them. */
function network(...reactions: Reaction[]) {
  const sent: Sent[] = []
  async function fetch(url: string, init: RequestInit): Promise<Response> {
    const request = { url, init } as Sent
    sent.push(request)
    const reaction = reactions.shift() ?? json({})
    if (reaction instanceof Error) throw reaction
    return reaction instanceof Response ? reaction : reaction(request)
  }
  return { sent, fetch }
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status })
}

function problem(status: number, code: string, more: object = {}): Response {
  return new Response(JSON.stringify({ status, code, title: 'Title', detail: 'Detail', ...more }), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  })
}

const baseUrl = 'https://app.example/helpdesk/'
const draft = { subject: 'x', description: 'x' }
const ticketId = '0190a1b2-0000-7000-8000-000000000000'
const noNetwork = () => new TypeError('fetch failed')

describe('a request', () => {
  it('says what the function was given', async () => {
    const { sent, fetch } = network()
    const client = createHelpdeskClient({ baseUrl, fetch })
    await client.tickets.list({ status: ['open', 'new'], created: { from: 'f' }, count: true })
    await client.tickets.update({ ticketId, subject: 'New', ifVersion: 3 })
    await client.tickets.unassign({ ticketId })
    await client.participants.remove({ ticketId, personId: 'a/b?c' })

    expect(sent.map(({ url, init }) => `${init.method} ${decodeURIComponent(url)}`)).toEqual([
      'GET https://app.example/helpdesk/tickets?status[]=open&status[]=new&created[from]=f&count=true',
      `PATCH https://app.example/helpdesk/tickets/${ticketId}`,
      `POST https://app.example/helpdesk/tickets/${ticketId}/unassign`,
      `DELETE https://app.example/helpdesk/tickets/${ticketId}/participants/a/b?c`,
    ])
    expect(sent[1]?.init.headers).toMatchObject({
      'if-match': '"3"',
      'content-type': 'application/json',
    })
    expect(sent[1]?.init.body).toBe('{"subject":"New"}')
    expect(sent[2]?.init.body).toBeUndefined()
    expect(sent[3]?.url).toContain('a%2Fb%3Fc')
  })

  it('carries cookies, or a token that follows no redirect', async () => {
    const { sent, fetch } = network()
    await createHelpdeskClient({ baseUrl, fetch }).capabilities()
    const getToken = () => 'secret'
    await createHelpdeskClient({
      baseUrl,
      fetch,
      auth: { mode: 'bearer', getToken },
    }).capabilities()
    expect(sent[0]?.init).toMatchObject({ credentials: 'include' })
    expect(sent[0]?.init.headers).not.toHaveProperty('authorization')
    expect(sent[1]?.init).toMatchObject({ credentials: 'omit', redirect: 'error' })
    expect(sent[1]?.init.headers).toMatchObject({ authorization: 'Bearer secret' })
  })
})

describe('a session in a cookie', () => {
  it('is renewed once for all requests that were refused in it', async () => {
    const renew = vi.fn(async () => {
      isExpired = false
      return true
    })
    let isExpired = true
    const react = () => (isExpired ? problem(401, 'unauthenticated') : json({ data: [] }))
    const { sent, fetch } = network(...Array.from({ length: 12 }, () => react))
    const client = createHelpdeskClient({ baseUrl, fetch, auth: { mode: 'cookie', renew } })
    await Promise.all([client.tickets.list(), client.categories.list(), client.tickets.list()])
    expect(renew).toHaveBeenCalledTimes(1)
    expect(sent).toHaveLength(6)
    isExpired = true
    await client.tickets.list()
    expect(renew).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['can not be renewed', undefined],
    ['is not renewed', async () => false],
    [
      'fails to be renewed',
      async () => {
        throw new Error('signed out')
      },
    ],
  ])('that %s tells who listens, once', async (_, renew) => {
    const { sent, fetch } = network(problem(401, 'unauthenticated'), json({ data: [] }))
    const auth = { mode: 'cookie', ...(renew && { renew }) } as const
    const client = createHelpdeskClient({ baseUrl, fetch, auth })
    const listener = vi.fn<() => void>()
    const stop = client.http.onUnauthenticated(listener)
    await expect(client.tickets.list()).rejects.toThrow()
    expect(listener).toHaveBeenCalledTimes(1)
    expect(sent).toHaveLength(1)
    await client.tickets.list()
    stop()
    expect(listener).toHaveBeenCalledTimes(1)
  })
})

describe('reset', () => {
  it('aborts what is running, forgets the token, and lets go on after it', async () => {
    const reasons: string[] = []
    const getToken = (reason: string) => {
      reasons.push(reason)
      return 'x'
    }
    const hang = (_url: string, { signal }: RequestInit) =>
      new Promise<Response>((_resolve, reject) => {
        if (signal?.aborted) reject(signal.reason)
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    let fetch: (url: string, init: RequestInit) => Promise<Response> = hang
    const client = createHelpdeskClient({
      baseUrl,
      fetch: (url, init) => fetch(url, init),
      auth: { mode: 'bearer', getToken },
    })
    const asked = [client.tickets.list(), client.categories.list({}, new AbortController())]
    const settled = Promise.allSettled(asked)
    await expect.poll(() => reasons).toEqual(['initial'])
    client.http.reset()
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } })
    }
    fetch = network(json({ data: [] })).fetch
    await client.tickets.list()
    expect(reasons).toEqual(['initial', 'initial'])
  })
})

describe('a token', () => {
  it('is renewed once for all requests that were refused with the old one', async () => {
    const reasons: string[] = []
    const auth = {
      mode: 'bearer' as const,
      async getToken(reason: string) {
        reasons.push(reason)
        return `token ${reasons.length}`
      },
    }
    const react = ({ init }: Sent) =>
      init.headers.authorization === 'Bearer token 1'
        ? problem(401, 'unauthenticated')
        : json({ data: [] })
    const { fetch } = network(...Array.from({ length: 10 }, () => react))
    const client = createHelpdeskClient({ baseUrl, fetch, auth })
    await Promise.all([client.tickets.list(), client.categories.list(), client.tickets.list()])
    expect(reasons).toEqual(['initial', 'expired'])
  })

  it('is tried once more only', async () => {
    const refusals = [problem(401, 'unauthenticated'), problem(401, 'unauthenticated')]
    const { sent, fetch } = network(...refusals)
    const auth = { mode: 'bearer', getToken: async () => 'x' } as const
    const client = createHelpdeskClient({ baseUrl, fetch, auth })
    await expect(client.tickets.list()).rejects.toMatchObject({ status: 401 })
    expect(sent).toHaveLength(2)
  })

  it('is asked for again after it could not be had', async () => {
    const getToken = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('signed out'))
    getToken.mockResolvedValue('x')
    const { fetch } = network()
    const client = createHelpdeskClient({ baseUrl, fetch, auth: { mode: 'bearer', getToken } })
    await expect(client.tickets.list()).rejects.toThrow('signed out')
    await expect(client.tickets.list()).resolves.toEqual({})
  })
})

describe('a failure', () => {
  it('is what the server says', async () => {
    const errors = [{ path: '/subject', message: 'Too long.' }]
    const { fetch } = network(
      problem(409, 'illegal_transition', { errors, requestId: 'r', allowed: ['open'] }),
    )
    const client = createHelpdeskClient({ baseUrl, fetch })
    const error = await client.tickets
      .transition({ ticketId, status: 'closed' })
      .catch((error) => error)
    expect(error).toBeInstanceOf(HelpdeskApiError)
    expect(error).toMatchObject({
      status: 409,
      code: 'illegal_transition',
      title: 'Title',
      message: 'Detail',
      errors,
      requestId: 'r',
      problem: { allowed: ['open'] },
    })
  })

  it('may be an answer of something in between', async () => {
    const { fetch } = network(new Response('<h1>Bad gateway</h1>', { status: 502 }))
    const client = createHelpdeskClient({ baseUrl, fetch })
    await expect(client.tickets.list()).rejects.toMatchObject({
      status: 502,
      code: 'unexpected_answer',
      errors: [],
    })
  })

  it('that passes is tried again, writing with the same key', async () => {
    const { sent, fetch } = network(noNetwork(), problem(503, 'busy'), json({ id: 'x' }, 201))
    const client = createHelpdeskClient({ baseUrl, fetch })
    await expect(client.tickets.create(draft)).resolves.toEqual({ id: 'x' })
    const keys = sent.map(({ init }) => init.headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  })

  it('of a change without a key is not tried again', async () => {
    for (const act of ['update', 'delete', 'purge'] as const) {
      const { sent, fetch } = network(noNetwork())
      const client = createHelpdeskClient({ baseUrl, fetch })
      await expect(client.tickets[act]({ ticketId })).rejects.toThrow('fetch failed')
      expect(sent).toHaveLength(1)
    }
  })

  it('that stays is given up', async () => {
    const { sent, fetch } = network(noNetwork(), noNetwork(), noNetwork())
    const client = createHelpdeskClient({ baseUrl, fetch, retries: 1 })
    await expect(client.tickets.list()).rejects.toThrow('fetch failed')
    expect(sent).toHaveLength(2)
  })

  it('ends when the caller ends it, also between two tries', async () => {
    const { sent, fetch } = network(noNetwork(), noNetwork())
    const controller = new AbortController()
    const leave = () => controller.abort(new Error('left the page'))
    const client = createHelpdeskClient({
      baseUrl,
      fetch: (url: string, init: RequestInit) =>
        fetch(url, init).finally(() => setImmediate(leave)),
    })
    const asked = client.tickets.list({}, { signal: controller.signal })
    await expect(asked).rejects.toThrow('left the page')
    expect(sent).toHaveLength(1)
    expect(sent[0]?.init.signal?.aborted).toBe(true)
  })
})

describe('a key', () => {
  it('may be the caller’s own, and is new for each call otherwise', async () => {
    const { sent, fetch } = network()
    const client = createHelpdeskClient({ baseUrl, fetch })
    await client.tickets.create(draft, { idempotencyKey: 'mine' })
    await client.tickets.create(draft)
    await client.tickets.create(draft)
    const keys = sent.map(({ init }) => init.headers['idempotency-key'])
    expect(keys[0]).toBe('mine')
    expect(new Set(keys).size).toBe(3)
  })

  it('is not made up for a body that can be sent once only', async () => {
    const { sent, fetch } = network(noNetwork())
    const { http } = createHelpdeskClient({ baseUrl, fetch })
    const upload = { method: 'POST', path: '/files', rawBody: 'bytes' } as const
    await expect(http.json(upload)).rejects.toThrow('fetch failed')
    expect(sent[0]?.init.headers).toEqual({})
  })
})

describe('a plugin', () => {
  it('has its part of the client', async () => {
    const { sent, fetch } = network(json({ data: [] }))
    const probe: ClientPlugin<'probe', { poke(name: string): Promise<unknown> }> = {
      id: 'probe',
      create: (http) => ({
        poke: (name) => http.json({ method: 'GET', path: path`/probe/${name}` }),
      }),
    }
    const client = createHelpdeskClient({ baseUrl, fetch, plugins: [probe] })
    expect(await client.probe.poke('a b')).toEqual({ data: [] })
    expect(sent[0]?.url).toBe('https://app.example/helpdesk/probe/a%20b')
  })
})

describe('pages', () => {
  it('follow each other until there are no more', async () => {
    const page = (name: string, nextCursor: string | null) =>
      json({ data: [name], page: { nextCursor, hasMore: nextCursor !== null } })
    const { sent, fetch } = network(page('a', '1'), page('b', '2'), page('c', null))
    const client = createHelpdeskClient({ baseUrl, fetch })
    const seen: unknown[] = []
    for await (const { data } of pages((cursor) => client.tickets.list({ limit: 1, cursor }))) {
      seen.push(...data)
    }
    expect(seen).toEqual(['a', 'b', 'c'])
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '?limit=1',
      '?limit=1&cursor=1',
      '?limit=1&cursor=2',
    ])
  })

  it('are asked for only as far as they are read', async () => {
    let asked = 0
    const endless = async () => {
      asked += 1
      return { data: [1, 2], page: { nextCursor: 'x', hasMore: true } }
    }
    const seen: number[] = []
    for await (const item of items(endless)) {
      seen.push(item)
      if (seen.length === 3) break
    }
    expect(asked).toBe(2)
  })
})

it('writes nested queries as the API reads them', () => {
  const query = { tags: { any: ['a', 'b'] }, none: undefined, nil: null, n: 0 }
  expect(decodeURIComponent(queryString(query))).toBe('?tags[any][]=a&tags[any][]=b&n=0')
  expect(queryString(undefined)).toBe('')
})
