/** What TypeScript knows of the plugin, in process and over HTTP, and that the client does it. */
import type { createHelpdesk, Helpdesk } from '@deskhand/core'
import { createHelpdeskClient } from '@deskhand/core/client'
import type { Call } from '@deskhand/core/plugin'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { attachmentsClient } from '../src/client.ts'
import {
  type Attachment,
  type AttachmentsApi,
  type AttachmentsPlugin,
  attachments,
  localDisk,
} from '../src/index.ts'
import type { Scanner } from '../src/scan/port.ts'
import { type FileDesk, openDesk } from './support/desk.ts'
import { png } from './support/samples.ts'

describe('the types', () => {
  it('are written out', () => {
    expectTypeOf(attachments).returns.toEqualTypeOf<AttachmentsPlugin>()
    // @ts-expect-error an option that does not exist
    expect(() => attachments({ storage: localDisk({ dir: 'x' }), folder: 'x' })).toThrow()
    type Made = ReturnType<typeof createHelpdesk<readonly [AttachmentsPlugin]>>
    expectTypeOf<Made>().toEqualTypeOf<Helpdesk<readonly [AttachmentsPlugin]>>()
    expectTypeOf<Made>().toExtend<Helpdesk>()
    expectTypeOf<NonNullable<ReturnType<Call['plugin']>>>().toExtend<object>()
  })

  it('know inputs and fields of helpdesk.as(actor)', () => {
    function calls(api: ReturnType<FileDesk['as']>) {
      expectTypeOf(api.attachments).toEqualTypeOf<AttachmentsApi>()
      const got = api.tickets.get({ ticketId: '', include: ['attachments'] })
      expectTypeOf(got.then((ticket) => ticket.attachments)).resolves.toEqualTypeOf<
        readonly Attachment[]
      >()
      void api.tickets.create({ subject: 'x', description: 'y', attachments: ['id'] })
      void api.replies.create({ ticketId: '', body: 'x', attachments: ['id'] })
      // @ts-expect-error attachments were not included
      void api.tickets.get({ ticketId: '' }).then((ticket) => ticket.attachments)
      // @ts-expect-error ids, not numbers
      void api.tickets.create({ subject: 'x', description: 'y', attachments: [1] })
      // @ts-expect-error a body is needed
      void api.attachments.upload({ name: 'x' })
      // @ts-expect-error a way of showing it that does not exist
      void api.attachments.link({ ticketId: '', attachmentId: '', disposition: 'full-screen' })
    }
    expectTypeOf(calls).toBeFunction()
  })

  it('are gone without the plugin', () => {
    function calls(api: ReturnType<Helpdesk<readonly []>['as']>) {
      // @ts-expect-error the plugin is not installed
      void api.attachments
      // @ts-expect-error nor is its field
      void api.tickets.list({ include: ['attachments'] })
      // @ts-expect-error nor its input
      void api.tickets.create({ subject: 'x', description: 'y', attachments: ['id'] })
    }
    expectTypeOf(calls).toBeFunction()
  })
})

describe('the client', () => {
  const suspicious: Scanner = {
    name: 'suspicious',
    scan: async () => ({ state: 'infected', detail: 'Everything' }),
  }
  let desk: FileDesk
  let held: FileDesk
  beforeAll(async () => {
    desk = await openDesk()
    held = await openDesk({ scanner: suspicious })
  })
  afterAll(async () => {
    await desk.close()
    await held.close()
  })

  function clientOf(id: string, { helpdesk }: FileDesk = desk, breakOnce = false) {
    let answers = 0
    return createHelpdeskClient({
      baseUrl: 'http://app.example/helpdesk',
      auth: { mode: 'bearer', getToken: () => id },
      async fetch(url, init) {
        const answer = await helpdesk.fetch(new Request(url, init))
        answers += 1
        if (breakOnce && answers === 1) throw new TypeError('The answer was lost.')
        return answer
      },
      plugins: [attachmentsClient()],
    })
  }

  it('has every call of the API', async () => {
    const [ada, root] = [clientOf('ada').attachments, clientOf('root').attachments]
    const draft = await ada.upload({ name: 'shot.png', body: new Blob([png()]) })
    expectTypeOf(draft).toEqualTypeOf<Attachment>()
    expect(draft).toMatchObject({ type: 'image/png', declaredType: 'application/octet-stream' })
    expect(await ada.draft({ attachmentId: draft.id })).toEqual(draft)
    const spare = await ada.upload({ name: 'spare.txt', body: new TextEncoder().encode('spare') })
    await ada.discard({ attachmentId: spare.id })
    await expect(ada.draft({ attachmentId: spare.id })).rejects.toMatchObject({ status: 404 })

    const { id: ticketId } = await clientOf('ada').tickets.create({
      subject: 'x',
      description: 'y',
      attachments: [draft.id],
    })
    const target = { ticketId, attachmentId: draft.id }
    expect(await ada.get(target)).toMatchObject({ id: draft.id, ticketId })
    const more = new Blob(['more'], { type: 'text/plain' })
    const direct = await ada.upload({ name: 'more.txt', body: more, ticketId })
    expect(direct).toMatchObject({ ticketId, declaredType: 'text/plain' })
    expect((await ada.list({ ticketId, limit: 1 })).page.hasMore).toBe(true)

    const whole = await ada.download(target)
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(png())
    const part = await ada.download({ ...target, start: 1, end: 3, disposition: 'inline' })
    expect([part.status, await part.text()]).toEqual([206, 'PNG'])
    expect(part.headers.get('content-disposition')).toMatch(/^inline/)
    const { url } = await ada.link({ ...target, disposition: 'inline' })
    expect((await desk.helpdesk.fetch(new Request(`http://app.example${url}`))).status).toBe(200)

    expect(await root.usage()).toEqual({ files: 2, bytes: png().byteLength + 4 })
    await ada.delete(target)
    expect((await root.list({ ticketId, deleted: true })).data).toHaveLength(1)
    expect(await root.restore(target)).toMatchObject({ deletedAt: null })
    await ada.delete(target)
    await root.purge(target)
    await root.check()
    await root.check({ removeStrays: true })
    await expect(root.rescan({ ...target, attachmentId: direct.id })).rejects.toMatchObject({
      code: 'no_scanner',
    })
  })

  it('lets files out of quarantine and back before the scanner', async () => {
    const ticketId = await held.newTicket()
    const { attachments } = clientOf('root', held)
    const { id } = await attachments.upload({ name: 'a.txt', body: new Blob(['x']), ticketId })
    await held.runDue()
    const target = { ticketId, attachmentId: id }
    await expect(attachments.download(target)).rejects.toMatchObject({ code: 'file_infected' })
    expect(await attachments.release(target)).toMatchObject({ isServed: true })
    expect(await attachments.rescan(target)).toMatchObject({ state: 'pending', isServed: false })
  })

  it('knows fields and inputs of core’s calls', async () => {
    const ada = clientOf('ada')
    const { id } = await ada.attachments.upload({ name: 'a.txt', body: new Blob(['x']) })
    const ticketId = await desk.newTicket()
    await ada.replies.create({ ticketId, body: 'See the file.', attachments: [id] })
    const { data } = await ada.replies.list({ ticketId, include: ['attachments'] })
    expectTypeOf(data[0]?.attachments).toEqualTypeOf<readonly Attachment[] | undefined>()
    expect(data[0]?.attachments.map(({ name }) => name)).toEqual(['a.txt'])
  })

  it('sends a file again when the answer was lost, and makes one file of it', async () => {
    const ticketId = await desk.newTicket()
    const { attachments } = clientOf('ada', desk, true)
    await attachments.upload({ name: 'once.txt', body: new Blob(['once']), ticketId })
    expect((await attachments.list({ ticketId })).data).toHaveLength(1)
  })

  it('sends a stream once only', async () => {
    const ticketId = await desk.newTicket()
    const lost = clientOf('ada', desk, true).attachments
    const body = ReadableStream.from([new TextEncoder().encode('streamed')])
    await expect(lost.upload({ name: 's.txt', body, ticketId })).rejects.toThrow()
    const again = ReadableStream.from([new TextEncoder().encode('streamed')])
    const file = await clientOf('ada').attachments.upload({ name: 's.txt', body: again, ticketId })
    expect(file.size).toBe(8)
  })
})
