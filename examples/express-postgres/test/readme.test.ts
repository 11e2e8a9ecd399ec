/** The README, followed from an empty folder with the packages as npm would give them. */
import { globSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshPostgres, freshPostgres } from '../../../packages/core/test/support/databases.ts'
import { packInto } from '../../../packages/core/test/support/tarballs.ts'
import { stepsOf } from './support/page.ts'
import { createReader, type Reader } from './support/reader.ts'

const steps = stepsOf(join(import.meta.dirname, '../README.md'))
let database: FreshPostgres
let pool: pg.Pool
let reader: Reader

beforeAll(async () => {
  database = await freshPostgres()
  pool = new pg.Pool({ connectionString: database.url, max: 2 })
  // A pool does not wait for its connections to close, so dropping the database may cut one.
  pool.on('error', () => {})
  reader = await createReader({
    databaseUrl: database.url,
    async tarballs(folder) {
      await packInto(folder, ['core'])
      const [core = ''] = globSync('deskhand-core-*.tgz', { cwd: folder })
      return { '@deskhand/core': `./${core}` }
    },
  })
}, 300_000)

afterAll(async () => {
  await reader?.remove()
  await pool?.end()
  await database?.drop()
})

/** What the test looks at in any answer. */
interface Answer {
  readonly id: string
  readonly code?: string
  readonly data?: readonly object[]
}

async function signIn(email: string, password: string) {
  const answer = await fetch(`${reader.url}/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  expect(answer.status).toBe(204)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return async (path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(reader.url + path, {
      method: body ? 'POST' : 'GET',
      headers: { cookie, origin: reader.url, 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, json: (await answer.json()) as Answer }
  }
}

test('an app of 30 lines is where it begins', () => {
  const [app] = steps.flatMap((step) =>
    step.kind === 'file' && step.name === 'app.js' ? [step] : [],
  )
  const [, ...lines] = app?.text.trim().split('\n') ?? []
  expect(lines.length).toBeLessThanOrEqual(30)
})

test('each step works, and the commands answer as it says', { timeout: 180_000 }, async () => {
  for (const step of steps) await reader.follow(step)
  expect(steps.filter((step) => step.kind === 'command' && step.answers).length).toBeGreaterThan(10)
  // So that the last change is running, too.
  await reader.follow({ kind: 'command', text: 'node app.js', answers: undefined })
})

test('customers and agents talk', async () => {
  const ada = await signIn('ada@customer.example', 'ada’s password')
  const grace = await signIn('grace@shop.example', 'grace’s password')
  const opened = await ada('/helpdesk/tickets', { subject: 'Late', description: 'Where is it?' })
  expect(opened.status).toBe(201)
  const replies = `/helpdesk/tickets/${opened.json.id}/replies`
  expect(await grace(replies, { body: 'On its way.', status: 'pending' })).toMatchObject({
    status: 201,
    json: { reply: { author: { name: 'Grace' } } },
  })
  expect((await ada(replies)).json.data).toMatchObject([{ body: 'On its way.' }])
  expect((await ada(`/helpdesk/tickets/${opened.json.id}`)).json).toMatchObject({
    status: 'pending',
  })
  const found = await grace('/helpdesk/people?query=ad')
  expect(found).toMatchObject({ status: 200, json: { data: [{ name: 'Ada' }] } })
  const unknown = await grace(`/helpdesk/tickets/${opened.json.id}/assign`, { assigneeId: 'no-id' })
  expect(unknown.status).toBe(400)
})

test('nobody and foreign pages are refused', async () => {
  const ada = await signIn('ada@customer.example', 'ada’s password')
  const draft = { subject: 'Foreign', description: 'x' }
  const foreign = await ada('/helpdesk/tickets', draft, { origin: 'https://elsewhere.example' })
  expect([foreign.status, foreign.json.code]).toEqual([403, 'origin_not_allowed'])
  expect((await fetch(`${reader.url}/helpdesk/tickets`)).status).toBe(401)
  const forged = { headers: { cookie: 'session=forged' } }
  expect((await fetch(`${reader.url}/helpdesk/tickets`, forged)).status).toBe(401)
})

test('an order and its ticket stand or fall together', async () => {
  const { rows: orders } = await pool.query('select item, state from orders order by id')
  expect(orders).toEqual([
    { item: 'Sidamo, 500 g', state: 'disputed' },
    { item: 'Filter papers', state: 'sent' },
  ])
  const { rows: tickets } = await pool.query(
    "select subject from deskhand_tickets where subject like 'Order %'",
  )
  expect(tickets).toEqual([{ subject: 'Order 1: Sidamo, 500 g' }])
})

test('it ends in good order', async () => {
  expect(await reader.stopApp()).toBe(0)
})
