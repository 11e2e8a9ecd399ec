/** The demo over a real socket, on both databases. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { TicketSummary } from '@deskhand/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshPostgres } from '../../../packages/core/test/support/databases.ts'
import { type Demo, startDemo } from '../src/demo.ts'
import type { Document } from '../src/pages/reference/document.ts'
import { curlLinesOf, textOf } from './support/page.ts'
import { fewTickets, settingsIn, temporaryFolder } from './support/settings.ts'

const run = promisify(execFile)

describe.each(['SQLite', 'Postgres'])('the demo on %s', (engine) => {
  const folder = temporaryFolder()
  let postgres: Awaited<ReturnType<typeof freshPostgres>> | undefined
  let demo: Demo

  beforeAll(async () => {
    if (engine === 'Postgres') postgres = await freshPostgres()
    const settings = { ...settingsIn(folder.path), databaseUrl: postgres?.url }
    demo = await startDemo(settings, { tickets: fewTickets })
  })

  afterAll(async () => {
    await demo?.stop()
    await postgres?.drop()
    folder.remove()
  })

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(demo.url + path, { headers, redirect: 'manual' })
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(demo.url + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { origin: demo.url, ...headers },
      redirect: 'manual',
    })
  const aTicketOf = async (login: string) => {
    const list = '/helpdesk/tickets?limit=1&status[]=closed'
    const answer = await get(list, { authorization: `Bearer demo-${login}` })
    const { data } = (await answer.json()) as { data: [TicketSummary] }
    return data[0]
  }
  const signIn = async (person: string, tenant = 'default') => {
    const answer = await post('/sign-in', { person, tenant })
    return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  test('greets whoever comes and says that the login is a demo', async () => {
    const answer = await get('/api')
    expect(answer.status).toBe(200)
    const html = await answer.text()
    expect(html).toContain('This is a demo login.')
    expect(html).toContain(`${engine} database`)
    expect(html).toContain('Sign in and the newest tickets appear here')
  })

  test('signs in with a cookie that scripts cannot read', async () => {
    const answer = await post('/sign-in', { person: 'grace', tenant: 'default' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/')
    expect(answer.headers.get('set-cookie')).toMatch(
      /^deskhand_demo=grace;.*HttpOnly; SameSite=Lax/,
    )
  })

  test('refuses somebody who does not exist, and a form of another site', async () => {
    expect((await post('/sign-in', { person: 'mallory', tenant: 'default' })).status).toBe(400)
    const foreign = { origin: 'https://elsewhere.example' }
    expect((await post('/sign-in', { person: 'ada' }, foreign)).status).toBe(403)
  })

  test('forgets the person at sign-out', async () => {
    const answer = await post('/sign-out', {}, { cookie: await signIn('ada') })
    expect(answer.headers.get('set-cookie')).toMatch(/^deskhand_demo=; Max-Age=0/)
  })

  test('shows everybody the newest tickets that they may see', async () => {
    const grace = await (await get('/api', { cookie: await signIn('grace') })).text()
    expect(grace.match(/<li class="ticket">/g)).toHaveLength(12)
    expect(grace).toContain('Kofi Mensah, Brightside Cycling')
    const ada = await (await get('/api', { cookie: await signIn('ada') })).text()
    expect(ada).toContain('Your tickets')
    expect(ada).not.toContain('Brightside Cycling ·')
    const acme = await (await get('/api', { cookie: await signIn('grace', 'acme') })).text()
    expect(acme).toContain('Agent in acme')
  })

  test.each(['mine', 'unassigned', 'urgent'])('has a view %s for agents', async (view) => {
    const answer = await get(`/api?view=${view}`, { cookie: await signIn('grace') })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('<li class="ticket">')
  })

  test('takes a write with the cookie from its own pages only', async () => {
    const cookie = await signIn('ada')
    const create = (headers: Record<string, string>) =>
      fetch(`${demo.url}/helpdesk/tickets`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ subject: '<b>Bold</b> & "quoted"', description: 'Nothing.' }),
      })
    expect((await create({ origin: demo.url })).status).toBe(201)
    expect((await create({ origin: 'https://elsewhere.example' })).status).toBe(403)
    expect((await create({})).status).toBe(403)

    const html = await (await get('/api', { cookie })).text()
    expect(html).toContain('&lt;b&gt;Bold&lt;/b&gt; &amp; &quot;quoted&quot;')
  })

  test('answers each of its curl lines as it says, in order and again', async () => {
    const lines = curlLinesOf(await (await get('/api')).text())
    expect(lines.length).toBeGreaterThanOrEqual(10)
    for (const round of [1, 2]) {
      for (const { command, status } of lines) {
        const { stdout } = await run('sh', ['-c', `${command} -s -o /dev/null -w '%{http_code}'`])
        expect(stdout, `round ${round}: ${command}`).toBe(String(status))
      }
    }
  })

  test('shows a ticket to those who may see it', async () => {
    const ticket = await aTicketOf('ada')
    const path = `/tickets/${ticket.number}`
    const ada = await get(path, { cookie: await signIn('ada') })
    expect(ada.status).toBe(200)
    expect(textOf(await ada.text())).toContain(ticket.subject)
    expect((await get(path, { cookie: await signIn('ben') })).status).toBe(404)
    expect((await get(path)).status).toBe(404)
    expect((await get('/tickets/0')).status).toBe(404)
  })

  test('shows the files of a ticket and serves them to the session', async () => {
    const list = '/helpdesk/tickets?include[]=attachments&limit=100'
    const answer = await get(list, { authorization: 'Bearer demo-grace' })
    const { data } = (await answer.json()) as {
      data: (TicketSummary & { attachments: { id: string; size: number }[] })[]
    }
    const ticket = data.find(({ attachments }) => attachments.length > 0)
    const [first] = ticket?.attachments ?? []
    const cookie = await signIn('grace')
    const html = await (await get(`/tickets/${ticket?.number}`, { cookie })).text()
    const [, path = ''] = /<section class="files".*?href="([^"]+)"/s.exec(html) ?? []
    const file = await get(path, { cookie })
    expect(file.status).toBe(200)
    expect(path).toContain(first?.id)
    expect((await file.arrayBuffer()).byteLength).toBe(first?.size)
    expect((await get(path)).status).toBe(401)
  })

  test('writes every operation and schema out in the reference', async () => {
    const document = (await (await get('/helpdesk/openapi.json')).json()) as Document
    const html = await (await get('/reference')).text()
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    for (const { operationId } of operations) expect(html).toContain(`id="${operationId}"`)
    for (const [, name] of html.matchAll(/href="#schema-(\w+)"/g)) {
      expect(html).toContain(`id="schema-${name}"`)
    }
  })

  test.each(['/', '/portal', '/agent', '/elements', '/api'])(
    'asks nobody else for anything on %s',
    async (path) => {
      const answer = await get(path)
      const policy = answer.headers.get('content-security-policy')
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      const html = await answer.text()
      expect(html).not.toMatch(/ style=|<style|<script>/)
      for (const [, file] of html.matchAll(/(?:src|<link rel="[^"]+" href)="([^"]+)"/g)) {
        expect((await get(file ?? '')).status, file).toBe(200)
      }
    },
  )

  test.each([
    ['/', 'ada', '<deskhand-launcher>'],
    ['/portal', 'ada', '<deskhand-portal'],
    ['/agent', 'grace', '<deskhand-agent'],
    ['/elements', 'grace', '--deskhand-color-accent'],
  ])('shows %s to whoever comes, as %s', async (path, person, content) => {
    const answer = await get(path)
    expect(await answer.text()).toContain(content)
    expect(answer.headers.get('set-cookie')).toContain(`deskhand_demo=${person};`)
  })

  test('shows the agents’ desk to the team only', async () => {
    const html = await (await get('/agent', { cookie: await signIn('ada') })).text()
    expect(html).toContain('Ada Lindqvist is a customer.')
    expect(html).not.toContain('<deskhand-agent')
  })

  test.each([
    ['grace', '/', '/agent'],
    ['grace', '/elements', '/elements'],
    ['ada', '/agent', '/portal'],
    ['ada', 'https://elsewhere.example', '/'],
  ])('takes %s, who signed in on %s, to %s', async (person, to, expected) => {
    const answer = await post('/sign-in', { person, to })
    expect(answer.headers.get('location')).toBe(expected)
  })

  test('tells of changes as they happen, and can be stopped meanwhile', async () => {
    const headers = { authorization: 'Bearer demo-grace' }
    const stream = await get('/helpdesk/events/stream', headers)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    await fetch(`${demo.url}/helpdesk/tickets`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-ada', 'content-type': 'application/json' },
      body: JSON.stringify({ subject: 'Listen', description: 'Well?' }),
    })
    let heard = ''
    while (!heard.includes('ticket.created')) heard += (await reader?.read())?.value ?? ''
    await demo.stop()
    expect((await reader?.read())?.done).toBe(true)
  })
})
