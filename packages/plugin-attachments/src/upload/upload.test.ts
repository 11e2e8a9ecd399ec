import { randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { HelpdeskPlugin } from '@deskhand/core'
import { rows, sql } from '@deskhand/core/db'
import { veto } from '@deskhand/core/plugin'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, type FileDesk, openDesk } from '../../test/support/desk.ts'
import { png } from '../../test/support/samples.ts'
import { StoreError } from '../stores/port.ts'
import type { Attachment } from '../types.ts'

const never = new Promise<never>(() => {})
const text = (body: string) => new TextEncoder().encode(body)

describe.each(engines)('uploads on $name', (database) => {
  let desk: FileDesk

  beforeAll(async () => {
    desk = await openDesk({
      database,
      limits: { fileBytes: 64 * 1024, ticketBytes: 150 * 1024, filesAtOnce: 5, drafts: 8 },
    })
  })
  afterAll(() => desk.close())

  /** What is neither stored nor known afterwards. */
  async function leavesNothing(work: () => Promise<unknown>, of = desk) {
    const before = of.stored()
    await work()
    expect(of.stored()).toEqual(before)
    const unfinished = sql`select key from deskhand_attachment_blobs where state <> 'held'`
    expect(await rows(of.storage.db, unfinished)).toEqual([])
  }

  it('are drafts first, with size, digest and type, and are claimed by a new ticket', async () => {
    const draft = await desk.upload('ada', 'shot.png', png())
    expect(draft).toMatchObject({
      ticketId: null,
      name: 'shot.png',
      type: 'image/png',
      size: png().byteLength,
      state: 'unscanned',
      uploadedBy: { id: 'ada' },
    })
    expect(draft.sha256).toMatch(/^[0-9a-f]{64}$/)
    const ticket = await desk
      .as('ada')
      .tickets.create({ subject: 'x', description: 'y', attachments: [draft.id] })
    const { data } = await desk.as('grace').attachments.list({ ticketId: ticket.id })
    expect(data).toMatchObject([{ id: draft.id, ticketId: ticket.id, replyId: null }])
    const { body } = await desk
      .as('grace')
      .attachments.download({ ticketId: ticket.id, attachmentId: draft.id })
    expect(Buffer.from(await new Response(body).arrayBuffer())).toEqual(png())
  })

  it('are claimed by replies, and by nobody twice or for another', async () => {
    const ticketId = await desk.newTicket()
    const draft = await desk.upload('ada', 'a.txt', 'one')
    const claim = (who: 'ada' | 'grace') =>
      desk.as(who).replies.create({ ticketId, body: 'x', attachments: [draft.id] })
    await expect(claim('grace')).rejects.toMatchObject({ code: 'not_claimable', status: 409 })
    const { reply } = await claim('ada')
    await expect(claim('ada')).rejects.toMatchObject({ code: 'not_claimable' })
    const [file] = (await desk.as('ada').attachments.list({ ticketId })).data
    expect(file).toMatchObject({ id: draft.id, replyId: reply?.id })
    // The refused replies were not written either.
    expect((await desk.as('ada').replies.list({ ticketId })).data).toHaveLength(1)
  })

  it('are nobody else’s business as drafts', async () => {
    const { id: attachmentId } = await desk.upload('ada', 'a.txt', 'one')
    for (const who of ['ben', 'grace', 'root'] as const) {
      const { attachments } = desk.as(who)
      await expect(attachments.draft({ attachmentId })).rejects.toMatchObject({ status: 404 })
      await expect(attachments.discard({ attachmentId })).rejects.toMatchObject({ status: 404 })
    }
    expect(await desk.as('ada').attachments.draft({ attachmentId })).toMatchObject({
      name: 'a.txt',
    })
    await desk.as('ada').attachments.discard({ attachmentId })
    await desk.runDue()
  })

  it('go onto a ticket over HTTP, with and without Content-Length', async () => {
    const ticketId = await desk.newTicket()
    const path = `/tickets/${ticketId}/attachments?name=notes.txt`
    const whole = await desk.send('ada', path, 'hello', { 'content-type': 'text/plain' })
    expect(whole.status).toBe(201)
    const file = (await whole.json()) as Attachment
    expect(whole.headers.get('location')).toBe(
      `/helpdesk/tickets/${ticketId}/attachments/${file.id}`,
    )
    const chunked = await desk.send('ada', path, ReadableStream.from([text('hel'), text('lo')]))
    expect(await chunked.json()).toMatchObject({ size: 5, sha256: file.sha256 })
  })

  it('are refused as soon as they pass the limit, whatever they said', async () => {
    let pulled = 0
    async function* endless() {
      for (;;) {
        pulled += 16 * 1024
        yield new Uint8Array(16 * 1024).fill(65)
      }
    }
    await leavesNothing(async () => {
      const answer = await desk.send(
        'ada',
        '/attachments?name=a.txt',
        ReadableStream.from(endless()),
      )
      expect(answer.status).toBe(413)
      expect(await answer.json()).toMatchObject({ code: 'file_too_large', limit: 64 * 1024 })
    })
    expect(pulled).toBeLessThan(256 * 1024)
    const declared = await desk.send('ada', '/attachments?name=a.txt', 'x'.repeat(70_000))
    expect(declared.status).toBe(413)
  })

  it('leave nothing behind when they break off or are too short', async () => {
    async function* broken() {
      yield text('some')
      throw new Error('gone')
    }
    const { attachments } = desk.as('ada')
    const upload = (body: AsyncIterable<Uint8Array>, size?: number) =>
      attachments.upload({ name: 'a.txt', body, size })
    await leavesNothing(async () => {
      await expect(upload(broken())).rejects.toMatchObject({ code: 'incomplete_body' })
      const short = ReadableStream.from([text('four')])
      await expect(upload(short, 5)).rejects.toMatchObject({ code: 'size_mismatch', status: 400 })
      await expect(attachments.upload({ name: 'a.txt', body: new Uint8Array() }))
        .rejects //
        .toMatchObject({ code: 'file_empty' })
    })
  })

  it('leave nothing behind when they are too slow', async () => {
    async function* stalled() {
      yield text('some')
      await never
    }
    async function* dripping() {
      for (;;) {
        yield text('.')
        await setImmediate()
      }
    }
    for (const { timeouts, body } of [
      { timeouts: { idleMs: 50, totalMs: 600_000 }, body: stalled() },
      { timeouts: { idleMs: 600_000, totalMs: 50 }, body: dripping() },
    ]) {
      const hasty = await openDesk({ database, timeouts })
      const upload = () => hasty.as('ada').attachments.upload({ name: 'a.txt', body })
      await leavesNothing(
        () => expect(upload()).rejects.toMatchObject({ code: 'upload_timeout', status: 408 }),
        hasty,
      )
      await hasty.close()
    }
  })

  it('stop when their caller gives up', async () => {
    const stop = new AbortController()
    async function* slow() {
      yield text('some')
      stop.abort()
      await never
    }
    await leavesNothing(() =>
      expect(
        desk.as('ada').attachments.upload({ name: 'a.txt', body: slow(), signal: stop.signal }),
      ).rejects.toMatchObject({ code: 'incomplete_body' }),
    )
  })

  it('cannot pass the quota of a ticket together', async () => {
    const ticketId = await desk.newTicket('ben')
    const bytes = randomBytes(60 * 1024)
      .toString('base64')
      .slice(0, 60 * 1024)
    const drafts = [
      await desk.upload('ben', 'a.txt', bytes),
      await desk.upload('ben', 'b.txt', bytes),
    ]
    const direct = (who: 'ben' | 'grace') => desk.upload(who, 'c.txt', bytes, { ticketId })
    const claims = drafts.map(({ id }) =>
      desk.as('ben').replies.create({ ticketId, body: 'x', attachments: [id] }),
    )
    const results = await Promise.allSettled([...claims, direct('ben'), direct('grace')])
    const refused = results.filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
    for (const result of refused) {
      expect(result).toMatchObject({ reason: { code: 'ticket_quota_exceeded', status: 409 } })
    }
    const { data } = await desk.as('grace').attachments.list({ ticketId })
    expect(data.reduce((sum, { size }) => sum + size, 0)).toBe(120 * 1024)
  })

  it('are bounded in number, as drafts and at once', async () => {
    for (let n = 0; n < 8; n++) await desk.upload('hal', `${n}.txt`, String(n))
    await expect(desk.upload('hal', '9.txt', '9')).rejects.toMatchObject({
      code: 'too_many_drafts',
    })
    const ids = Array.from({ length: 6 }, () => crypto.randomUUID())
    await expect(
      desk.as('hal').tickets.create({ subject: 'x', description: 'y', attachments: ids }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('with a repeated Idempotency-Key are one file; with other bytes they are refused', async () => {
    const headers = { 'idempotency-key': 'once' }
    const path = '/attachments?name=a.txt'
    const send = (body: string) => desk.send('carl', path, body, headers)
    const answers = await Promise.all([send('one'), send('one')])
    const [first, second] = await Promise.all(answers.map((answer) => answer.json()))
    expect(first).toMatchObject({ id: (second as { id: string }).id })
    const other = await send('two')
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ code: 'idempotency_key_reused' })
    desk.clock.advance(24 * 3_600_000)
    expect((await send('two')).status).toBe(201)
  })

  it('with a repeated Idempotency-Key are refused for another audience', async () => {
    const ticketId = await desk.newTicket()
    const send = (audience: string) =>
      desk.send('grace', `/tickets/${ticketId}/attachments?name=a.txt&audience=${audience}`, 'x', {
        'idempotency-key': 'audience',
      })
    expect((await send('internal')).status).toBe(201)
    expect((await send('internal')).status).toBe(201)
    const other = await send('public')
    expect(other.status).toBe(422)
    expect(await other.json()).toMatchObject({ code: 'idempotency_key_reused' })
  })

  it.each([
    ['draft', { drafts: 1 }, 'too_many_drafts'],
    ['file of a ticket', { ticketFiles: 1 }, 'too_many_files'],
  ])(
    'with a repeated Idempotency-Key are one file, also when it was the last %s',
    async (what, limits, code) => {
      const small = await openDesk({ database, limits })
      const place = what === 'draft' ? '' : `/tickets/${await small.newTicket()}`
      const send = (key: string) =>
        small.send('ada', `${place}/attachments?name=a.txt`, 'x', { 'idempotency-key': key })
      const [first, again, other] = [await send('one'), await send('one'), await send('two')]
      expect([first.status, again.status, other.status]).toEqual([201, 201, 409])
      expect(await again.json()).toEqual(await first.json())
      expect(await other.json()).toMatchObject({ code })
      expect(small.stored()).toHaveLength(1)
      small.clock.advance(24 * 3_600_000)
      expect((await send('one')).status).toBe(409)
      await small.close()
    },
  )

  it('with the Idempotency-Key of another person, tenant or ticket are files of their own', async () => {
    const headers = { 'idempotency-key': 'common' }
    const at = (ticketId: string) => `/tickets/${ticketId}/attachments?name=a.txt`
    const [one, two] = [await desk.newTicket(), await desk.newTicket()]
    const ids = new Set<string>()
    for (const [who, path, body] of [
      ['ada', '/attachments?name=a.txt', 'x'],
      ['carl', '/attachments?name=a.txt', 'y'],
      ['ada@elsewhere', '/attachments?name=a.txt', 'z'],
      ['ada', at(one), 'x'],
      ['ada', at(two), 'x'],
    ] as const) {
      const answer = await desk.send(who, path, body, headers)
      expect(answer.status).toBe(201)
      ids.add(((await answer.json()) as Attachment).id)
    }
    expect(ids.size).toBe(5)
  })

  it('by forms are refused before a byte is read', async () => {
    let parts = 0
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      parts += 1
      controller.enqueue(text(`--b\r\n\r\n${parts}\r\n`))
    }
    const body = new ReadableStream({ pull }, { highWaterMark: 0 })
    const answer = await desk.send('ada', '/attachments?name=a.txt', body, {
      'content-type': 'multipart/form-data; boundary=b',
    })
    expect(answer.status).toBe(415)
    expect(parts).toBe(0)
  })

  it('need somebody, a name, and a ticket that one may write on', async () => {
    expect((await desk.send(null, '/attachments?name=a.txt', 'x')).status).toBe(401)
    expect((await desk.send('ada', '/attachments', 'x')).status).toBe(400)
    const ticketId = await desk.newTicket('ada')
    const path = `/tickets/${ticketId}/attachments?name=a.txt`
    expect((await desk.send('ben', path, 'x')).status).toBe(404)
    expect((await desk.send('ada', `${path}&audience=internal`, 'x')).status).toBe(400)
    expect((await desk.send('grace', `${path}&audience=internal`, 'x')).status).toBe(201)
    await desk.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'done' } as never)
    expect((await desk.send('ada', path, 'x')).status).toBe(409)
  })

  it('are for those on the ticket, not for all who see it', async () => {
    const open = await openDesk({
      database,
      helpdesk: { policy: { customersSeeOrganisation: true } },
    })
    const ticketId = await open.newTicket('ada')
    expect(await open.as('carl').tickets.get({ ticketId })).toMatchObject({ id: ticketId })
    const add = () => open.upload('carl', 'a.txt', 'x', { ticketId })
    await expect(add()).rejects.toMatchObject({ status: 403 })
    await open.as('ada').participants.add({ ticketId, personId: 'carl' })
    expect(await add()).toMatchObject({ ticketId })
    await open.close()
  })
})

it.each([
  ['full', 507, 'storage_full'],
  ['unavailable', 503, 'storage_unavailable'],
  ['misconfigured', 500, 'storage_unavailable'],
] as const)('a store that is %s is told as %i, and nothing is left', async (code, status, told) => {
  const desk = await openDesk({
    storage: {
      name: 'broken',
      put: async (_key, body) => {
        for await (const _ of body) throw new StoreError(code, 'It does not work.')
      },
      get: async () => new ReadableStream(),
      delete: async () => {},
      list: async () => [],
    },
  })
  const answer = await desk.send('ada', '/attachments?name=a.txt', 'x')
  expect(answer.status).toBe(status)
  expect(await answer.json()).toMatchObject({ code: told })
  const { bytes, files } = await desk.as('root').attachments.usage()
  expect([files, bytes]).toEqual([0, 0])
  await desk.close()
})

it('can be refused or renamed by a hook of the host, and are removed then', async () => {
  const host: HelpdeskPlugin = {
    id: 'host',
    version: '1.0.0',
    core: '>=0.0.0 <1.0.0',
    setup: () => ({
      api: () => ({}),
      hooks: {
        'attachment.create': {
          before(_call, { input, subject }) {
            if (subject.file.size > 3) throw veto('too_long', 'We take short ones only.')
            return { ...input, name: `scan of ${input.name}` }
          },
        },
      },
    }),
  }
  const desk = await openDesk({ more: [host] })
  await expect(desk.upload('ada', 'a.txt', 'long')).rejects.toMatchObject({ code: 'too_long' })
  expect(desk.stored()).toEqual([])
  expect(await desk.upload('ada', 'a.txt', 'abc')).toMatchObject({ name: 'scan of a.txt' })
  await desk.close()
})

it('refuses to hold a transaction open for a stream', async () => {
  const desk = await openDesk()
  await expect(
    desk.helpdesk.transaction((tx) =>
      desk.helpdesk
        .as({ id: 'ada', role: 'customer' }, { tx })
        .attachments.upload({ name: 'a.txt', body: text('x') }),
    ),
  ).rejects.toThrow(/before the transaction/)
  await desk.close()
})
