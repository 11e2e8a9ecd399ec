/** Uploads and downloads over real sockets: cut off, with lengths that lie, slow, many at once. */
import { createHash } from 'node:crypto'
import { get } from 'node:http'
import { setImmediate } from 'node:timers/promises'
import { rows, sql } from '@deskhand/core/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileDesk, openDesk } from './support/desk.ts'
import { hosts, type Listening, listen, openFilesIn, send } from './support/sockets.ts'

const limit = 4 * 1024 * 1024
const piece = Buffer.alloc(64 * 1024, 'a')
const path = '/attachments?name=a.txt'

describe.each(hosts)('over $name', ({ serve }) => {
  let desk: FileDesk
  /** With little patience. */
  let hasty: FileDesk
  let server: Listening
  let hastyServer: Listening

  beforeAll(async () => {
    desk = await openDesk({ limits: { fileBytes: limit, drafts: 1_000 } })
    hasty = await openDesk({ timeouts: { idleMs: 150, totalMs: 400 } })
    server = await listen(serve(desk.helpdesk.fetch))
    hastyServer = await listen(serve(hasty.helpdesk.fetch))
  })
  afterAll(async () => {
    await Promise.all([server.close(), hastyServer.close()])
    await Promise.all([desk.close(), hasty.close()])
  })

  const begin = (headers = {}, at = path) => send(server.port, at, headers)

  /** Blobs that are being written, or wait to be removed. */
  async function unfinished(of = desk): Promise<number> {
    const [found] = await rows<{ n: number }>(
      of.storage.db,
      sql`select count(*) as n from deskhand_attachment_blobs where state <> 'held'`,
    )
    return Number(found?.n)
  }

  /** That neither a file, a row nor an open handle is left of what `work` did. */
  async function leavesNothing(work: () => Promise<unknown>, of = desk) {
    const before = of.stored().toSorted()
    await work()
    await expect.poll(() => unfinished(of)).toBe(0)
    await expect.poll(() => of.stored().toSorted()).toEqual(before)
    if (process.platform === 'linux') await expect.poll(() => openFilesIn(of.dir)).toEqual([])
  }

  const isWriting = (of = desk) =>
    expect.poll(() => of.stored().some((name) => name.endsWith('.partial'))).toBe(true)

  it.each([
    ['with a length', { 'content-length': 10 }],
    ['in chunks', {}],
  ])('a file comes %s', async (_how, headers) => {
    const upload = begin(headers)
    await upload.write('hello')
    await isWriting()
    await upload.write('world')
    upload.end()
    expect(await upload.answer).toMatchObject({
      status: 201,
      body: { size: 10, sha256: createHash('sha256').update('helloworld').digest('hex') },
    })
  })

  it.each([
    ['leaves', { 'content-length': limit }, 'leave'],
    ['leaves', {}, 'leave'],
    ['says no more', { 'content-length': limit }, 'halfClose'],
    ['says no more', {}, 'halfClose'],
  ] as const)('nothing is left of a sender who %s in mid-upload, %o', async (_, headers, how) => {
    await leavesNothing(async () => {
      const upload = begin(headers)
      for (let n = 0; n < 10; n++) await upload.write(piece)
      await isWriting()
      upload[how]()
      await upload.closed
    })
  })

  it('a length that is too long is never taken for the whole file', async () => {
    await leavesNothing(async () => {
      const upload = send(hastyServer.port, path, { 'content-length': 11 })
      await upload.write('helloworld')
      expect(await upload.answer).toMatchObject({ status: 408, body: { code: 'upload_timeout' } })
      upload.leave()
    }, hasty)
  })

  it('a length that is too short ends the file, and what follows is no request', async () => {
    const upload = begin({ 'content-length': 5 })
    await upload.write('hello, and more')
    const answer = await upload.answer
    // Node may have closed the connection over what follows before the file was answered.
    if (answer?.status === 201) expect(answer.body.size).toBe(5)
    else expect(answer?.status ?? 400).toBe(400)
    upload.leave()
    await expect.poll(() => unfinished()).toBe(0)
    const longer = sql`select id from deskhand_attachments where size = 15`
    expect(await rows(desk.storage.db, longer)).toEqual([])
  })

  it('a length over the limit is refused before the body comes', async () => {
    await leavesNothing(async () => {
      const upload = begin({ 'content-length': limit + 1 })
      expect(await upload.answer).toMatchObject({ status: 413 })
      upload.leave()
    })
  })

  it('chunks are refused when they pass the limit, before they end', async () => {
    await leavesNothing(async () => {
      const upload = begin()
      for (let sent = 0; sent <= limit; sent += piece.length) await upload.write(piece)
      expect(await upload.answer).toMatchObject({ status: 413, body: { code: 'file_too_large' } })
      upload.leave()
    })
  })

  it('a sender who goes on after a refusal is cut off', async () => {
    await leavesNothing(async () => {
      const upload = begin()
      let isClosed = false
      void upload.closed.then(() => {
        isClosed = true
      })
      while (!isClosed) {
        await upload.write(piece)
        await setImmediate()
      }
    })
  })

  it('slow senders are told so', async () => {
    await leavesNothing(async () => {
      const stalled = send(hastyServer.port, path)
      await stalled.write('some')
      expect(await stalled.answer).toMatchObject({ status: 408, body: { code: 'upload_timeout' } })
      stalled.leave()

      const dripping = send(hastyServer.port, path)
      const timer = setInterval(() => void dripping.write('.'), 20)
      const answer = await dripping.answer
      clearInterval(timer)
      expect(answer).toMatchObject({ status: 408, body: { code: 'upload_timeout' } })
      dripping.leave()
    }, hasty)
  })

  it('thousands of parts of a form are not read', async () => {
    await leavesNothing(async () => {
      const part = '--b\r\ncontent-disposition: form-data; name="f"; filename="a.txt"\r\n\r\nx\r\n'
      const upload = begin({ 'content-type': 'multipart/form-data; boundary=b' })
      await upload.write(part.repeat(10_000))
      upload.end()
      expect(await upload.answer).toMatchObject({
        status: 415,
        body: { code: 'unsupported_media_type' },
      })
      upload.leave()
    })
  })

  it.each<[string, string, number, string?]>([
    ['NUL alone', '%00.txt', 400],
    ['NUL', 'a%00.txt', 400],
    ['dots and slashes', '..%2F..%2F', 400],
    ['300 bytes', `${'x'.repeat(300)}.txt`, 201, `${'x'.repeat(251)}.txt`],
    ['2,100 bytes', `${'y'.repeat(2_100)}.txt`, 400],
    ['a way up', '..%2F..%2Fetc%2Fpasswd.txt', 201, 'passwd.txt'],
    ['text from right to left', 'photo%E2%80%AEtxt.png.txt', 201, 'phototxt.png.txt'],
    ['a header', 'a%0D%0ASet-Cookie:%20b=c.txt', 201, 'aSet-Cookie_ b=c.txt'],
    ['a parameter', '%22;%20filename=evil.txt', 201, '_; filename=evil.txt'],
    ['a broken escape', '%zz.txt', 201, '%zz.txt'],
  ])('a name with %s', async (_what, name, status, kept) => {
    const upload = begin({}, `/attachments?name=${name}`)
    await upload.write('x')
    upload.end()
    const answer = await upload.answer
    expect([answer?.status, answer?.body.name]).toEqual([status, kept])
  })

  it('32 at once come whole, though half as many break off meanwhile', async () => {
    const before = desk.stored().length
    await Promise.all(
      Array.from({ length: 48 }, async (_, n) => {
        const upload = begin(n % 2 ? { 'content-length': 16 * piece.length } : {})
        const bytes = Buffer.alloc(piece.length, String(n))
        const hash = createHash('sha256')
        for (let sent = 0; sent < 16; sent++) {
          await upload.write(bytes)
          hash.update(bytes)
          if (n % 3 === 2 && sent === 8) {
            upload.leave()
            return
          }
        }
        upload.end()
        expect(await upload.answer).toMatchObject({
          status: 201,
          body: { sha256: hash.digest('hex') },
        })
      }),
    )
    await expect.poll(() => unfinished()).toBe(0)
    await expect.poll(() => desk.stored()).toHaveLength(before + 32)
  })

  it.runIf(process.platform === 'linux')(
    'a download that is broken off lets go of its file',
    async () => {
      const ticketId = await desk.newTicket()
      const { id } = await desk.upload('ada', 'large.txt', Buffer.alloc(limit, 'a'), { ticketId })
      const incoming = get({
        host: '127.0.0.1',
        port: server.port,
        path: `/helpdesk/tickets/${ticketId}/attachments/${id}/content`,
        headers: { authorization: 'Bearer ada' },
        agent: false,
      })
      await new Promise<void>((resolve) =>
        incoming.once('response', (response) => response.once('data', () => resolve())),
      )
      incoming.destroy()
      await expect.poll(() => openFilesIn(desk.dir)).toEqual([])
    },
  )
})
