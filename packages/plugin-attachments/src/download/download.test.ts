import { createHash, randomBytes } from 'node:crypto'
import type { Person } from '@deskhand/core/plugin'
import { minutes } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, type FileDesk, openDesk, textOf } from '../../test/support/desk.ts'
import { pdf, png } from '../../test/support/samples.ts'
import type { DownloadLink } from '../types.ts'

describe.each(engines)('downloads on $name', (database) => {
  let desk: FileDesk
  let ticketId: string
  let attachmentId: string
  const text = 'The quick brown fox'

  beforeAll(async () => {
    desk = await openDesk({ database })
    ticketId = await desk.newTicket()
    attachmentId = (await desk.upload('ada', 'fox.txt', text, { ticketId })).id
  })
  afterAll(() => desk.close())

  const path = (id = attachmentId) => `/tickets/${ticketId}/attachments/${id}/content`
  const get = (who: string | null, headers: Record<string, string> = {}, at = path()) =>
    desk.request(who, 'GET', at, undefined, headers)

  it('say what they are, and that nothing in them may run', async () => {
    const answer = await get('grace')
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/plain',
      'content-length': String(text.length),
      'content-disposition': 'attachment; filename=fox.txt',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      etag: `"${createHash('sha256').update(text).digest('hex')}"`,
    })
    expect(await answer.text()).toBe(text)
  })

  it.each([
    ['bytes=0-2', 206, 'The', 'bytes 0-2/19'],
    ['bytes=16-', 206, 'fox', 'bytes 16-18/19'],
    ['bytes=-3', 206, 'fox', 'bytes 16-18/19'],
    ['bytes=-100', 206, text, 'bytes 0-18/19'],
    ['bytes=0-100', 206, text, 'bytes 0-18/19'],
    ['bytes=19-', 416, /range_not_satisfiable/, 'bytes */19'],
    ['bytes=-0', 416, /range_not_satisfiable/, 'bytes */19'],
    ['bytes=5-2', 200, text, null],
    ['bytes=0-0,2-3', 200, text, null],
    ['lines=0-2', 200, text, null],
    ['bytes=a-b', 200, text, null],
    ['bytes=-', 200, text, null],
    [`bytes=${'9'.repeat(30)}-`, 416, /range_not_satisfiable/, 'bytes */19'],
    ['bytes=0-2,90-', 206, 'The', 'bytes 0-2/19'],
    ['bytes=', 200, text, null],
  ])('answer %s with %i', async (range, status, body, contentRange) => {
    const answer = await get('ada', { range })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-range')).toBe(contentRange)
    const shown = await answer.text()
    expect(shown).toEqual(typeof body === 'string' ? body : expect.stringMatching(body))
  })

  it('know their ETag', async () => {
    const etag = (await get('ada')).headers.get('etag') as string
    expect((await get('ada', { 'if-none-match': etag })).status).toBe(304)
    expect((await get('ada', { 'if-none-match': `"x", W/${etag}` })).status).toBe(304)
    expect((await get('ada', { range: 'bytes=0-2', 'if-range': etag })).status).toBe(206)
    expect((await get('ada', { range: 'bytes=0-2', 'if-range': '"other"' })).status).toBe(200)
    expect((await get('ada', { range: 'bytes=0-2', 'if-range': `W/${etag}` })).status).toBe(200)
    const head = await desk.request('ada', 'HEAD', path())
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      String(text.length),
      '',
    ])
  })

  it('show in place only what cannot do anything', async () => {
    const show = async (name: string, bytes: Uint8Array | string) => {
      const { id } = await desk.upload('ada', name, bytes, { ticketId })
      const { headers } = await get('ada', {}, `${path(id)}?disposition=inline`)
      return [headers.get('content-disposition'), headers.get('content-security-policy')]
    }
    expect(await show('a.png', png())).toEqual([
      'inline; filename=a.png',
      "default-src 'none'; sandbox",
    ])
    expect(await show('a.pdf', pdf())).toEqual([
      'inline; filename=a.pdf',
      "default-src 'none'; style-src 'unsafe-inline'",
    ])
    expect((await show('a.txt', '<script>'))[0]).toBe('attachment; filename=a.txt')
  })

  it('carry any name', async () => {
    const { id } = await desk.upload('ada', 'Müller "50%" 東京.txt', 'x', { ticketId })
    const { headers } = await get('ada', {}, path(id))
    expect(headers.get('content-disposition')).toBe(
      'attachment; filename="M_ller _50__ __.txt"; filename*=UTF-8\'\'M%C3%BCller%20_50%25_%20%E6%9D%B1%E4%BA%AC.txt',
    )
  })

  it('need rights each time', async () => {
    expect((await get(null)).status).toBe(401)
    expect((await get('ben')).status).toBe(404)
    expect((await get('ada@elsewhere')).status).toBe(404)
    const other = await desk.newTicket()
    const through = `/tickets/${other}/attachments/${attachmentId}/content`
    expect((await get('ada', {}, through)).status).toBe(404)
    const internal = await desk.upload('grace', 'n.txt', 'x', { ticketId, audience: 'internal' })
    expect((await get('ada', {}, path(internal.id))).status).toBe(404)
    expect((await get('hal', {}, path(internal.id))).status).toBe(200)
    const draft = await desk.upload('ada', 'd.txt', 'x')
    expect((await get('ada', {}, path(draft.id))).status).toBe(404)
  })

  it('come as a stream in process, whole or in part', async () => {
    const bytes = randomBytes(300_000).toString('hex')
    const { id } = await desk.upload('ada', 'long.txt', bytes, { ticketId })
    const { download } = desk.as('grace').attachments
    expect(await textOf((await download({ ticketId, attachmentId: id })).body)).toBe(bytes)
    const part = await download({ ticketId, attachmentId: id, start: 9, end: 200_000 })
    expect(await textOf(part.body)).toBe(bytes.slice(9, 200_001))
    await expect(download({ ticketId, attachmentId: id, start: 600_000 })).rejects.toMatchObject({
      status: 400,
    })
  })

  describe('by link', () => {
    const link = async (who: string, disposition = 'attachment', at = attachmentId) => {
      const answer = await desk.request(
        who,
        'POST',
        `/tickets/${ticketId}/attachments/${at}/links`,
        {
          disposition,
        },
      )
      return (await answer.json()) as DownloadLink
    }
    const tokenOf = (url: string) => url.split('/').at(-1) as string
    const follow = (url: string) => desk.helpdesk.fetch(new Request(`http://app.example${url}`))

    it('work for five minutes without a session', async () => {
      const { url, expiresAt } = await link('ada')
      expect(Date.parse(expiresAt) - desk.clock.now().getTime()).toBe(5 * minutes)
      const answer = await follow(url)
      expect(await answer.text()).toBe(text)
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
      desk.clock.advance(5 * minutes)
      expect((await follow(url)).status).toBe(404)
    })

    it('give the rights that the person has now', async () => {
      let grace: Person | undefined = { id: 'grace', role: 'agent' }
      const people = { resolve: async () => (grace ? [grace] : []) }
      const changing = await openDesk({ helpdesk: { people } })
      const ticketId = await changing.newTicket()
      const note = { ticketId, audience: 'internal' } as const
      const { id } = await changing.upload('grace', 'note.txt', 'secret', note)
      const { url } = await changing.as('grace').attachments.link({ ticketId, attachmentId: id })
      const status = async () => {
        changing.clock.advance(11_000)
        return (await changing.helpdesk.fetch(new Request(`http://app.example${url}`))).status
      }
      expect(await status()).toBe(200)
      grace = { id: 'grace', role: 'customer' }
      expect(await status()).toBe(404)
      grace = undefined
      expect(await status()).toBe(404)
      await changing.close()
    })

    it('reveal nothing of their content', async () => {
      const bytes = Buffer.from(tokenOf((await link('ada')).url), 'base64url').toString('latin1')
      for (const word of [ticketId, attachmentId, 'customer']) {
        expect(bytes).not.toContain(word)
      }
    })

    it('are refused when a character is changed, missing or too many', async () => {
      const { url } = await link('ada')
      const token = tokenOf(url)
      for (let at = 0; at < token.length; at += 7) {
        const other = token[at] === 'A' ? 'B' : 'A'
        const changed = token.slice(0, at) + other + token.slice(at + 1)
        for (const broken of [changed, token.slice(0, at), token.slice(at + 1)]) {
          expect((await follow(url.replace(token, broken))).status).toBe(404)
        }
      }
      for (const broken of ['.', `${token}.x`, `${token}x`, 'a'.repeat(9_000)]) {
        expect((await follow(url.replace(token, broken))).status).toBe(404)
      }
    })

    it('are refused as cursors, and cursors as links', async () => {
      await desk.upload('ada', 'second.txt', 'x', { ticketId })
      const { attachments } = desk.as('ada')
      const { url } = await link('ada')
      const cursor = tokenOf(url)
      await expect(attachments.list({ ticketId, cursor })).rejects.toMatchObject({
        code: 'invalid_cursor',
      })
      const { page } = await attachments.list({ ticketId, limit: 1 })
      expect(page.nextCursor).toEqual(expect.any(String))
      expect((await follow(url.replace(cursor, String(page.nextCursor)))).status).toBe(404)
    })

    it('are shown in place only where the file may be', async () => {
      expect(
        (
          await desk.request(
            'ada',
            'POST',
            `/tickets/${ticketId}/attachments/${attachmentId}/links`,
            { disposition: 'inline' },
          )
        ).status,
      ).toBe(400)
    })

    it('end with the file, the ticket and the rights of the person', async () => {
      const file = await desk.upload('grace', 'x.txt', 'x', { ticketId })
      const { url } = await link('ada', 'attachment', file.id)
      expect((await follow(url)).status).toBe(200)
      await desk.as('grace').attachments.delete({ ticketId, attachmentId: file.id })
      expect((await follow(url)).status).toBe(404)
      const own = await desk.newTicket('ben')
      const { participants } = desk.as('ben')
      await participants.add({ ticketId: own, personId: 'carl' })
      const { id } = await desk.upload('ben', 'y.txt', 'y', { ticketId: own })
      const shared = await desk.as('carl').attachments.link({ ticketId: own, attachmentId: id })
      expect((await follow(shared.url)).status).toBe(200)
      await participants.remove({ ticketId: own, personId: 'carl' })
      expect((await follow(shared.url)).status).toBe(404)
    })
  })
})

it('links outlive a change of the secret', async () => {
  const old = 'an old secret that is long enough to sign'
  const fresh = 'a fresh secret that is long enough to sign'
  const url = 'http://app.example'
  const first = await openDesk({ helpdesk: { secret: old } })
  const ticketId = await first.newTicket()
  const { id } = await first.upload('ada', 'a.txt', 'x', { ticketId })
  const link = await first.as('ada').attachments.link({ ticketId, attachmentId: id })
  for (const [secret, status] of [
    [[fresh, old], 200],
    [[fresh], 404],
  ] as [string[], number][]) {
    const { createHelpdesk } = await import('@deskhand/core')
    const { attachments, localDisk } = await import('../index.ts')
    const next = createHelpdesk({
      database: first.storage,
      secret: [...secret],
      authenticate: () => null,
      clock: first.clock,
      plugins: [attachments({ storage: localDisk({ dir: first.dir }), serveUnscanned: true })],
    })
    expect((await next.fetch(new Request(url + link.url))).status).toBe(status)
  }
  await first.close()
})

it('does not serve what no scanner has seen, unless the host says so', async () => {
  const desk = await openDesk({ serveUnscanned: false })
  const ticketId = await desk.newTicket()
  const file = await desk.upload('ada', 'a.txt', 'x', { ticketId })
  expect(file).toMatchObject({ state: 'unscanned', isServed: false })
  const answer = await desk.request(
    'ada',
    'GET',
    `/tickets/${ticketId}/attachments/${file.id}/content`,
  )
  expect(answer.status).toBe(403)
  expect(await answer.json()).toMatchObject({ code: 'file_unscanned' })
  const codes = (await desk.helpdesk.doctor()).map(({ code }) => code)
  expect(codes).toContain('attachments_not_served')
  await desk.close()
})
