import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestHelpdesk, minutes } from '@deskhand/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Clamd, clamdIsMissing, eicar, startClamd } from '../../test/support/clamd.ts'
import { engines, type FileDesk, openDesk } from '../../test/support/desk.ts'
import { attachments } from '../plugin.ts'
import { localDisk } from '../stores/local-disk.ts'
import type { AttachmentStore } from '../stores/port.ts'
import { clamav } from './clamav.ts'
import { type Scanner, ScannerUnavailable, type Verdict } from './port.ts'

/** Says what it is told to say. */
function puppet() {
  const scanner = {
    name: 'puppet',
    verdict: { state: 'clean' } as Verdict | 'gone',
    scans: 0,
    async scan(body: AsyncIterable<Uint8Array>) {
      scanner.scans += 1
      if (scanner.verdict === 'gone') throw new ScannerUnavailable('It is not there.')
      for await (const _ of body);
      return scanner.verdict
    },
  }
  return scanner satisfies Scanner
}

describe.each(engines)('scanning on $name', (database) => {
  let desk: FileDesk
  let scanner: ReturnType<typeof puppet>
  let ticketId: string
  beforeEach(async () => {
    scanner = puppet()
    desk = await openDesk({ database, scanner })
    ticketId = await desk.newTicket()
  })
  afterEach(() => desk.close())

  const upload = () => desk.upload('ada', 'a.txt', 'text', { ticketId })
  const read = (id: string) =>
    desk.request('ada', 'GET', `/tickets/${ticketId}/attachments/${id}/content`)
  const state = async (attachmentId: string) =>
    (await desk.as('root').attachments.get({ ticketId, attachmentId })).state

  it('holds a file back until it was found clean', async () => {
    const { id, state } = await upload()
    expect(state).toBe('pending')
    const early = await read(id)
    expect([early.status, ((await early.json()) as { code: string }).code]).toEqual([
      409,
      'scan_pending',
    ])
    await desk.runDue()
    expect((await read(id)).status).toBe(200)
    const { data } = await desk.as('ada').tickets.events({ ticketId })
    expect(data.map(({ type }) => type)).toEqual([
      'ticket.created',
      'attachment.created',
      'attachment.scanned',
    ])
    expect(data.at(-1)).toMatchObject({ data: { attachmentId: id } })
  })

  it.each([
    [{ state: 'infected', detail: 'Eicar' }, 'file_infected'],
    [{ state: 'failed', detail: 'too large' }, 'file_failed'],
  ] as const)('keeps %o in quarantine until an admin releases it', async (verdict, code) => {
    scanner.verdict = verdict
    const { id } = await upload()
    const target = { ticketId, attachmentId: id }
    await expect(desk.as('root').attachments.release(target)).rejects.toMatchObject({
      code: 'scan_pending',
    })
    await desk.runDue()
    const answer = await read(id)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([403, code])
    await expect(desk.as('ada').attachments.link(target)).rejects.toMatchObject({ code })
    for (const who of ['ada', 'grace', 'sue'] as const) {
      await expect(desk.as(who).attachments.release(target)).rejects.toMatchObject({ status: 403 })
    }
    expect(await desk.as('grace').attachments.get(target)).not.toHaveProperty('scanDetail')
    expect(await desk.as('root').attachments.get(target)).toMatchObject({
      scanDetail: verdict.detail,
    })
    expect(await desk.as('root').attachments.release(target)).toMatchObject({ isServed: true })
    expect((await read(id)).status).toBe(200)
    const { data } = await desk.as('root').tickets.events({ ticketId })
    expect(data.at(-1)).toMatchObject({
      type: 'attachment.released',
      actor: { id: 'root' },
      data: { attachmentId: id, state: verdict.state },
    })
    scanner.verdict = { state: 'clean' }
    expect(await desk.as('root').attachments.rescan(target)).toMatchObject({ isServed: false })
    await desk.runDue()
    expect(await state(id)).toBe('clean')
    const after = (await desk.as('root').tickets.events({ ticketId })).data.slice(-2)
    expect(after).toMatchObject([
      { type: 'attachment.rescanned', actor: { id: 'root' }, data: { state: verdict.state } },
      { type: 'attachment.scanned', data: { attachmentId: id, state: 'clean' } },
    ])
    // What admins do about quarantine is not told to those who wait for the file.
    const told = (await desk.as('ada').tickets.events({ ticketId })).data.map(({ type }) => type)
    expect(told).not.toContain('attachment.released')
    expect(told).not.toContain('attachment.rescanned')
  })

  it.each([
    { state: 'infected', detail: 'Eicar' },
    { state: 'failed', detail: 'too large' },
  ] as const)('takes back a release from before the scanner said %o', async (verdict) => {
    const bare = await openDesk({ database, serveUnscanned: false })
    const place = { ticketId: await bare.newTicket() }
    const { id: attachmentId } = await bare.upload('ada', 'a.txt', 'x', place)
    const target = { ...place, attachmentId }
    const released = { state: 'unscanned', isServed: true }
    expect(await bare.as('root').attachments.release(target)).toMatchObject(released)

    scanner.verdict = verdict
    const scanned = await createTestHelpdesk({
      database: bare.storage,
      clock: bare.clock,
      plugins: [attachments({ storage: localDisk({ dir: bare.dir }), scanner })] as const,
    })
    const root = scanned.as('root').attachments
    const held = { state: verdict.state, isServed: false, releasedAt: null }
    bare.clock.advance(3 * minutes)
    await scanned.runDue()
    expect(await root.get(target)).toMatchObject(held)
    await expect(scanned.as('ada').attachments.download(target)).rejects.toMatchObject({
      code: `file_${verdict.state}`,
    })

    // Who releases it now knows what was found; only a new scan asks again.
    expect(await root.release(target)).toMatchObject({ state: verdict.state, isServed: true })
    bare.clock.advance(3 * minutes)
    await scanned.runDue()
    expect(await root.get(target)).toMatchObject({ isServed: true })
    await root.rescan(target)
    await scanned.runDue()
    expect(await root.get(target)).toMatchObject(held)
    await bare.close()
  })

  it('scans again only for an admin, and only where there is a scanner', async () => {
    const { id } = await upload()
    const target = { ticketId, attachmentId: id }
    for (const who of ['ada', 'grace', 'sue'] as const) {
      await expect(desk.as(who).attachments.rescan(target)).rejects.toMatchObject({ status: 403 })
    }
    const bare = await openDesk({ database })
    const other = await bare.newTicket()
    const file = await bare.upload('ada', 'a.txt', 'x', { ticketId: other })
    await expect(
      bare.as('root').attachments.rescan({ ticketId: other, attachmentId: file.id }),
    ).rejects.toMatchObject({ code: 'no_scanner', status: 409 })
    await bare.close()
  })

  it('never calls a file clean of which the store gave a part only', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'deskhand-cut-'))
    const disk = localDisk({ dir })
    const cutOff = { isCut: true }
    const storage: AttachmentStore = {
      ...disk,
      get: async (key, range) =>
        cutOff.isCut ? ReadableStream.from([Buffer.from('te')]) : disk.get(key, range),
    }
    const cut = await openDesk({ database, scanner, storage })
    const other = await cut.newTicket()
    const { id } = await cut.upload('ada', 'a.txt', 'text', { ticketId: other })
    const now = async () =>
      (await cut.as('root').attachments.get({ ticketId: other, attachmentId: id })).state
    await cut.runDue()
    expect(await now()).toBe('pending')
    cutOff.isCut = false
    cut.clock.advance(3 * minutes)
    await cut.runDue()
    expect(await now()).toBe('clean')
    await cut.close()
    rmSync(dir, { recursive: true })
  })

  it('cannot be claimed when it is infected', async () => {
    scanner.verdict = { state: 'infected', detail: 'x' }
    const draft = await desk.upload('ada', 'a.txt', 'x')
    await desk.runDue()
    await expect(
      desk.as('ada').replies.create({ ticketId, body: 'x', attachments: [draft.id] }),
    ).rejects.toMatchObject({ code: 'file_infected' })
  })

  it('waits for a scanner that is gone, and catches up', async () => {
    scanner.verdict = 'gone'
    const files = [await upload(), await upload(), await upload()]
    await desk.runDue()
    expect(scanner.scans).toBe(3)
    expect(await state(files[0]?.id as string)).toBe('pending')
    desk.clock.advance(3 * minutes)
    await desk.runDue()
    // It is asked once, not once for each file that waits.
    expect(scanner.scans).toBe(4)
    desk.clock.advance(60 * minutes)
    const codes = (await desk.helpdesk.doctor()).map(({ code }) => code)
    expect(codes).toContain('attachment_scan_stuck')
    expect(codes).not.toContain('dead_work')
    scanner.verdict = { state: 'clean' }
    await desk.runDue()
    for (const { id } of files) expect(await state(id)).toBe('clean')
    expect(await desk.helpdesk.doctor()).toEqual([])
  })

  it('fails a file whose bytes are gone', async () => {
    const { id } = await upload()
    rmSync(desk.dir, { recursive: true })
    await desk.runDue()
    expect(await desk.as('root').attachments.get({ ticketId, attachmentId: id })).toMatchObject({
      state: 'failed',
      scanDetail: 'The bytes are missing from the store.',
    })
  })
})

it('looks at what was uploaded before there was a scanner', async () => {
  const { createHelpdesk } = await import('@deskhand/core')
  const { attachments, localDisk } = await import('../index.ts')
  const desk = await openDesk()
  const ticketId = await desk.newTicket()
  const { id } = await desk.upload('ada', 'a.txt', 'x', { ticketId })
  const scanner = puppet()
  const next = createHelpdesk({
    database: desk.storage,
    secret: 'a secret that is only good for this test',
    authenticate: () => null,
    clock: desk.clock,
    plugins: [attachments({ storage: localDisk({ dir: desk.dir }), scanner })],
  })
  await next.runDue()
  desk.clock.advance(3 * minutes)
  await next.runDue()
  const root = next.as({ id: 'root', role: 'admin' })
  expect((await root.attachments.get({ ticketId, attachmentId: id })).state).toBe('clean')
  await desk.close()
})

const missing = clamdIsMissing()

describe.skipIf(missing)(`with a real clamd${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let clamd: Clamd
  beforeEach(async () => {
    clamd = await startClamd()
  })
  afterEach(() => clamd?.stop())

  it('serves the clean and holds the test virus back; without clamd it closes', async () => {
    const desk = await openDesk({ scanner: clamav({ port: clamd.port }) })
    const ticketId = await desk.newTicket()
    const clean = await desk.upload('ada', 'clean.txt', 'harmless', { ticketId })
    const virus = await desk.upload('ada', 'virus.txt', eicar, { ticketId })
    await desk.runDue()
    await clamd.stop()
    const late = await desk.upload('ada', 'late.txt', 'harmless', { ticketId })
    await desk.runDue()
    const { data } = await desk.as('root').attachments.list({ ticketId })
    expect(data.map(({ id, state, isServed }) => [id, state, isServed])).toEqual([
      [clean.id, 'clean', true],
      [virus.id, 'infected', false],
      [late.id, 'pending', false],
    ])
    await desk.close()
  })
})
