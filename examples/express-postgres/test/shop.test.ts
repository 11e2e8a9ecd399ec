/** The shop over a real socket. */
import type { Page, ReplyCreated, Ticket, TicketSummary } from '@deskhand/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshPostgres, freshPostgres } from '../../../packages/core/test/support/databases.ts'
import { demoPassword, type Shop, startShop } from '../src/shop.ts'
import { settingsFor } from './support/settings.ts'

let database: FreshPostgres
let shop: Shop

beforeAll(async () => {
  database = await freshPostgres()
  shop = await startShop(settingsFor(database.url))
})
afterAll(async () => {
  await shop?.stop()
  await database?.drop()
})

type Headers = Record<string, string>

const get = (path: string, headers: Headers = {}) =>
  fetch(shop.url + path, { headers, redirect: 'manual' })
const post = (path: string, form: Record<string, string>, headers: Headers = {}) =>
  fetch(shop.url + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { origin: shop.url, ...headers },
    redirect: 'manual',
  })
const api = async <Json>(path: string, cookie: string, body?: object): Promise<Json> => {
  const answer = await fetch(`${shop.url}/helpdesk${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, origin: shop.url, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  expect(answer.ok, await answer.clone().text()).toBe(true)
  return (await answer.json()) as Json
}
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
const signIn = async (email: string) =>
  cookieOf(await post('/sign-in', { email, password: demoPassword }))
const ada = 'ada@customer.example'
const grace = 'grace@millrace.example'

describe('signing in', () => {
  test('gives a cookie that scripts and other sites do not get', async () => {
    const answer = await post('/sign-in', {
      email: ' Ada@Customer.example ',
      password: demoPassword,
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    expect(answer.headers.get('set-cookie')).toMatch(
      /^shop_session=[\w-]{43}\.[\w-]{43}; Max-Age=1209600; Path=\/; .*HttpOnly; SameSite=Lax$/,
    )
    expect(await (await get('/', { cookie: cookieOf(answer) })).text()).toContain('Ada Lindqvist')
  })

  test.each([
    [ada, 'wrong'],
    ['nobody@customer.example', demoPassword],
    ['', ''],
  ])('refuses %j with %j', async (email, password) => {
    const answer = await post('/sign-in', { email, password })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null])
    expect(await answer.text()).toContain('The email address or the password is wrong.')
  })

  test('takes no cookie that was not signed here, and none after signing out', async () => {
    const cookie = await signIn(ada)
    const isIn = async (cookie: string) => (await get('/helpdesk/tickets', { cookie })).status
    expect(await isIn(cookie)).toBe(200)
    expect(await isIn(`${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`)).toBe(401)
    expect(await isIn('shop_session=a.b')).toBe(401)
    expect((await post('/sign-out', {}, { cookie })).status).toBe(303)
    expect(await isIn(cookie)).toBe(401)
  })

  test('keeps no password and no session that could be used', async () => {
    const cookie = await signIn(ada)
    const { rows } = await shop.pool.query('select password, token_hash from users, sessions')
    const kept = rows.map(({ password, token_hash }) => password + token_hash.toString('base64url'))
    expect(kept.join()).not.toContain(demoPassword)
    expect(kept.join()).not.toContain(cookie.slice('shop_session='.length).split('.')[0])
  })

  test('refuses forms of other pages', async () => {
    const form = { email: ada, password: demoPassword }
    for (const origin of ['https://elsewhere.example', 'null', '']) {
      expect((await post('/sign-in', form, { origin })).status).toBe(403)
    }
    const site = { origin: '', 'sec-fetch-site': 'same-origin' }
    expect((await post('/sign-in', form, site)).status).toBe(303)
  })
})

describe('the helpdesk', () => {
  test('knows the session, and the people of the users table', async () => {
    const [a, g] = [await signIn(ada), await signIn(grace)]
    const draft = { subject: 'The grinder hums', description: 'Since **yesterday**.' }
    const opened = await api<Ticket>('/tickets', a, draft)
    expect(opened.requester.name).toBe('Ada Lindqvist')
    const path = `/tickets/${opened.id}/replies`
    const answered = await api<ReplyCreated>(path, g, { body: 'Oil it.', status: 'pending' })
    expect(answered.reply?.author).toMatchObject({ name: 'Grace Moreau', role: 'agent' })
    expect(await api<Ticket>(`/tickets/${opened.id}`, a)).toMatchObject({ status: 'pending' })
    const found = async (query: string) =>
      (await api<{ data: { name: string }[] }>(`/people?query=${query}`, g)).data.map(
        ({ name }) => name,
      )
    expect(await found('BEN')).toEqual(['Ben Okafor'])
    expect(await found('grace@')).toEqual(['Grace Moreau'])
    expect(await found('%25')).toEqual([])
    const forBen = { ...draft, requesterEmail: 'Ben@Customer.example' }
    expect((await api<Ticket>('/tickets', g, forBen)).requester.name).toBe('Ben Okafor')
  })

  test('refuses nobody, foreign pages and ids that are none', async () => {
    expect((await get('/helpdesk/tickets')).status).toBe(401)
    const write = (headers: Headers, body: object) =>
      fetch(`${shop.url}/helpdesk/tickets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      })
    const draft = { subject: 'x', description: 'x' }
    const cookie = await signIn(ada)
    expect((await write({ cookie, origin: 'https://elsewhere.example' }, draft)).status).toBe(403)
    expect((await write({ cookie }, draft)).status).toBe(403)
    const g = { cookie: await signIn(grace), origin: shop.url }
    for (const requesterId of ['nobody', '999999', '1e3', "1'; drop table users"]) {
      expect((await write(g, { ...draft, requesterId })).status, requesterId).toBe(400)
    }
  })

  test('finds people by an index', async () => {
    const client = await shop.pool.connect()
    await client.query('set enable_seqscan = off')
    const plan = async (query: string, values: unknown[]) =>
      JSON.stringify((await client.query(`explain ${query}`, values)).rows)
    const search = 'select * from users where email like $1 or lower(name) like $1'
    expect(await plan(search, ['ad%'])).not.toContain('Seq Scan')
    expect(await plan('select * from users where email = $1', [ada])).toContain('Index')
    client.release(true)
  })
})

describe('a complaint', () => {
  const lastOrder = async () =>
    (await shop.pool.query('select * from orders order by id desc limit 1')).rows[0]
  const tickets = async (cookie: string) =>
    (await api<Page<TicketSummary>>('/tickets', cookie)).data.map(({ subject }) => subject)

  test('disputes the order and opens a ticket, or neither', async () => {
    const cookie = await signIn(ada)
    await post('/orders', { item: 'Sidamo <500 g>' }, { cookie })
    const { id } = await lastOrder()
    const path = `/orders/${id}/complaints`

    const refused = await post(path, { complaint: ' ' }, { cookie })
    expect(refused.status).toBe(400)
    expect(await lastOrder()).toMatchObject({ state: 'sent', ticket_number: null })
    expect(await tickets(cookie)).not.toContain(`Order ${id}: Sidamo <500 g>`)

    expect((await post(path, { complaint: 'It came open.' }, { cookie })).status).toBe(303)
    expect(await tickets(cookie)).toContain(`Order ${id}: Sidamo <500 g>`)
    const page = await (await get('/', { cookie })).text()
    expect(page).toContain('Order 1: Sidamo &#60;500 g&#62;')
    expect(page).toContain(`we are on it: ticket #${(await lastOrder()).ticket_number}`)

    expect((await post(path, { complaint: 'Again' }, { cookie })).status).toBe(404)
  })

  test('of everybody at once leaves the pool a connection to look people up', async () => {
    const [a, g] = [await signIn(ada), await signIn(grace)]
    const { data: staff } = await api<Page<{ id: string }>>('/people?query=grace', g)
    const { data } = await api<Page<TicketSummary>>('/tickets', g)
    const ids = await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const { rows } = await shop.pool.query(
          'insert into orders (user_id, item) select id, $2 from users where email = $1 returning id',
          [ada, `Beans ${n}`],
        )
        return rows[0].id
      }),
    )
    const answers = await Promise.all(
      ids.flatMap((id, n) => [
        post(`/orders/${id}/complaints`, { complaint: 'Late.' }, { cookie: a }),
        fetch(`${shop.url}/helpdesk/tickets/${data[0]?.id}/assign`, {
          method: 'POST',
          headers: {
            ...{ cookie: g, origin: shop.url, 'content-type': 'application/json' },
            'idempotency-key': `all-at-once-${n}`,
          },
          body: JSON.stringify({ assigneeId: staff[0]?.id }),
        }),
      ]),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303, 200]))
  })

  test('is about an order of one’s own', async () => {
    const [a, b] = [await signIn(ada), await signIn('ben@customer.example')]
    await post('/orders', { item: 'Filter papers' }, { cookie: a })
    const { id } = await lastOrder()
    const before = await tickets(await signIn(grace))
    for (const order of [id, '0', '999999', '1.5', "1'"]) {
      const path = `/orders/${encodeURIComponent(order)}/complaints`
      expect((await post(path, { complaint: 'Mine!' }, { cookie: b })).status).toBe(404)
    }
    expect(await lastOrder()).toMatchObject({ state: 'sent' })
    expect(await tickets(await signIn(grace))).toEqual(before)
  })
})

test('pages are for those who are signed in, and come from the shop alone', async () => {
  const answer = await get('/')
  expect(await answer.text()).toContain('<h1>Sign in</h1>')
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect((await get('/assets/shop.css')).status).toBe(200)
  expect((await post('/orders', { item: 'x' })).status).toBe(401)
  expect((await get('/nothing', { cookie: await signIn(ada) })).status).toBe(404)
})

test('it is well while its database is', async () => {
  const answer = await get('/healthz')
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
})
