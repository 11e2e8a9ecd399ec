import { type HelpdeskPlugin, redact } from '@deskhand/core/plugin'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { engines, type FileDesk, openDesk } from '../../test/support/desk.ts'
import { redactedName } from './redact.ts'

const secret = 'tok-4711'
const replace = (text: string) => text.replaceAll(secret, '[redacted]')

describe('a redacted name keeps its extension', () => {
  it.each([
    ['plan.txt', 'plan.txt'],
    [`${secret}.txt`, '[redacted].txt'],
    [`the ${secret} of ada.tar.GZ`, 'the [redacted] of ada.tar.GZ'],
    [secret, '[redacted]'],
  ])('%j becomes %j', (name, left) => {
    expect(redactedName(name, replace)).toBe(left)
  })

  it.each<[string, (text: string) => string, string]>([
    ['all of it', () => '[redacted]', '[redacted].pdf'],
    [
      'a part that reaches into the extension',
      (text) => text.replace('r.pdf', '[…]'),
      'offe[…].pdf',
    ],
    ['what leaves nothing', () => '', 'redacted.pdf'],
    ['what would be a path', () => '../etc', 'etc.pdf'],
  ])('when %s is redacted', (_what, take, left) => {
    expect(redactedName('offer.pdf', take)).toBe(left)
  })
})

interface RevisingApi {
  redact(target: { ticketId: string; replyId?: string }): Promise<void>
}

const revising: HelpdeskPlugin<'revising', RevisingApi> = {
  id: 'revising',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({ api: (call) => ({ redact: (target) => redact(call, { ...target, replace }) }) }),
}

describe.each(engines)('a redaction on $name', (database) => {
  let desk: FileDesk
  beforeAll(async () => {
    desk = await openDesk({ database, more: [revising] })
  })
  afterAll(() => desk.close())

  const revise = (target: { ticketId: string; replyId?: string }) =>
    (desk.as('root') as unknown as { revising: RevisingApi }).revising.redact(target)
  const namesOf = async (ticketId: string, deleted = false) =>
    (await desk.as('root').attachments.list({ ticketId, deleted })).data.map(({ name }) => name)

  it('renames the files of the ticket or of one reply, deleted ones too, and no others', async () => {
    const [ticketId, otherId] = [await desk.newTicket(), await desk.newTicket()]
    const name = (what: string) => `${what} ${secret}.txt`
    await desk.upload('ada', name('own'), 'x', { ticketId })
    await desk.upload('ada', name('other'), 'x', { ticketId: otherId })
    const gone = await desk.upload('grace', name('gone'), 'x', { ticketId })
    await desk.as('grace').attachments.delete({ ticketId, attachmentId: gone.id })
    desk.clock.advance(1_000)
    const { id } = await desk.upload('grace', name('reply'), 'x')
    const answer = { ticketId, body: 'See the file.', attachments: [id] }
    const replyId = (await desk.as('grace').replies.create(answer)).reply?.id as string

    await revise({ ticketId })
    expect(await namesOf(ticketId)).toEqual(['own [redacted].txt', name('reply')])
    expect(await namesOf(ticketId, true)).toEqual(['gone [redacted].txt'])
    await revise({ ticketId, replyId })
    expect(await namesOf(ticketId)).toEqual(['own [redacted].txt', 'reply [redacted].txt'])
    expect(await namesOf(otherId)).toEqual([name('other')])
  })

  it('takes the text out of the type that the uploader declared', async () => {
    const ticketId = await desk.newTicket()
    const declared = async (type: string) => {
      const body = new TextEncoder().encode('x')
      return (await desk.as('ada').attachments.upload({ name: 'a.txt', body, type, ticketId })).id
    }
    const [kept, lost] = [await declared('text/plain'), await declared(`text/${secret}`)]
    const typeOf = async (attachmentId: string) =>
      (await desk.as('root').attachments.get({ ticketId, attachmentId })).declaredType
    expect(await typeOf(lost)).toBe(`text/${secret}`)
    await revise({ ticketId })
    expect([await typeOf(kept), await typeOf(lost)]).toEqual(['text/plain', null])
  })
})
