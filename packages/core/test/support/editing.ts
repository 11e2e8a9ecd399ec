/** The least that a plugin for edited and deleted replies does. It uses the public entry only. */
import { z } from 'zod'
import {
  type Call,
  changeReply,
  defineOperation,
  forbidden,
  type HelpdeskPlugin,
  id,
  lockReply,
  momentOf,
  prose,
  type ReplyOnTicket,
  type ReplyRow,
  type ReplyTarget,
  type ReplyUpdateInput,
  recomputeTimes,
} from '../../src/plugin/index.ts'

interface EditingApi {
  update(input: ReplyUpdateInput): Promise<ReplyRow>
  delete(input: ReplyTarget): Promise<ReplyRow>
  restore(input: ReplyTarget): Promise<ReplyRow>
}

export type EditingPlugin = HelpdeskPlugin<'editing', EditingApi>

const target = { ticketId: id(), replyId: id(), ifVersion: z.int().min(0).optional() }

/** Authors change their own replies, and seniors all of them. */
async function authorise(call: Call, _input: unknown, { ticket, reply }: ReplyOnTicket) {
  if (reply.authorId === call.actor.id || (await call.can('editing:manage', ticket))) return
  throw forbidden('editing:manage')
}

const updateReply = defineOperation({
  point: 'reply.update',
  input: z.strictObject({
    ...target,
    body: prose(65_536).optional(),
    audience: z.enum(['public', 'internal']).optional(),
  }),
  load: lockReply,
  authorise,
  async write(call, { body = '', audience }, subject) {
    const { reply: before } = subject
    const isSame =
      (body || before.body) === before.body && (audience ?? before.audience) === before.audience
    if (isSame) return before
    const edit = { editedAt: momentOf(call, subject.ticket), editedBy: call.actor.id }
    const changes = { ...edit, ...(body && { body }), ...(audience && { audience }) }
    const { ticket, reply } = await changeReply(call, subject, changes, { event: 'reply.updated' })
    await recomputeTimes(call, ticket, { cause: 'reply.update' })
    return reply
  },
})

const deleteReply = defineOperation({
  point: 'reply.delete',
  input: z.strictObject(target),
  load: lockReply,
  authorise,
  write: (call, _input, subject) => setDeleted(call, subject, 'reply.delete'),
})

const restoreReply = defineOperation({
  point: 'reply.restore',
  input: z.strictObject(target),
  load: lockReply,
  authorise,
  write: (call, _input, subject) => setDeleted(call, subject, 'reply.restore'),
})

async function setDeleted(
  call: Call,
  subject: ReplyOnTicket,
  cause: 'reply.delete' | 'reply.restore',
): Promise<ReplyRow> {
  const isDeletion = cause === 'reply.delete'
  if ((subject.reply.deletedAt !== null) === isDeletion) return subject.reply
  const changes = isDeletion
    ? { deletedAt: momentOf(call, subject.ticket), deletedBy: call.actor.id }
    : { deletedAt: null, deletedBy: null }
  const event = isDeletion ? 'reply.deleted' : 'reply.restored'
  const { ticket, reply } = await changeReply(call, subject, changes, { event })
  await recomputeTimes(call, ticket, { cause })
  return reply
}

export const editing: EditingPlugin = {
  id: 'editing',
  version: '0.0.0',
  core: '^0.0.0',
  permissions: {
    'editing:manage': { roles: ['supervisor', 'admin'], description: 'Change replies of others' },
  },
  setup: () => ({
    api: (call) => ({
      update: (input) => updateReply(call, input),
      delete: (input) => deleteReply(call, input),
      restore: (input) => restoreReply(call, input),
    }),
  }),
}
