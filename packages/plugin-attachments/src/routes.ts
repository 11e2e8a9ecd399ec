/** Everything over HTTP. Paths are below `/attachments`, or `/tickets/:ticketId/attachments`. */
import { id, type Route, route } from '@deskhand/core/plugin'
import { z } from 'zod'
import { followLink, linkInput } from './download/download.ts'
import { respondWithFile } from './download/respond.ts'
import type { Settings } from './options.ts'
import { attachmentOutput, attachmentPage, linkOutput, usageOutput } from './outputs.ts'
import { draftInput, fileOf, filesOf, listInput, targetInput } from './reading/list.ts'
import { loadFile } from './reading/visible.ts'
import { attachmentsApi, checkInput } from './service.ts'
import type { Attachment } from './types.ts'
import { incomingFile } from './upload/incoming.ts'

const tag = 'Attachments'
const name = z.string().min(1).max(2_000).describe('The file name, such as `invoice.pdf`.')
const fileAnswers = {
  206: 'The part that `Range` asks for.',
  304: 'What you have is current.',
  416: 'The file has no byte of that range; `Content-Range` says how many it has.',
}

export function attachmentRoutes(settings: Settings): readonly Route[] {
  return [
    // Before `/:attachmentId`, which would take their paths.
    ...storeRoutes(settings),
    ...uploadRoutes(settings),
    ...readingRoutes(settings),
    ...changingRoutes(settings),
  ]
}

function storeRoutes(settings: Settings): Route[] {
  return [
    route({
      method: 'GET',
      path: '/usage',
      operationId: 'attachments.usage',
      summary: 'How much the files take up',
      tag,
      permission: 'attachments:usage',
      status: 200,
      response: usageOutput,
      handler: (call) => attachmentsApi(call, settings).usage(),
    }),
    route({
      method: 'POST',
      path: '/check',
      operationId: 'attachments.check',
      summary: 'Compare rows and store in the background; the doctor tells what was found',
      tag,
      permission: 'attachments:check',
      input: checkInput,
      status: 202,
      response: z.object({}),
      async handler(call, { input }) {
        await attachmentsApi(call, settings).check(input)
        return {}
      },
    }),
  ]
}

function uploadRoutes(settings: Settings): Route[] {
  const common = {
    method: 'POST',
    tag,
    permission: 'attachments:create',
    rawBody: ['application/octet-stream'],
    bodyLimit: settings.limits.fileBytes,
    status: 201,
    response: attachmentOutput,
  } as const
  const audience = z.enum(['public', 'internal']).default('public')
  return [
    route({
      ...common,
      path: '/',
      operationId: 'attachments.upload',
      summary: 'Upload a file as a draft, for `attachments` of a new ticket or reply',
      input: z.strictObject({ name }),
      location: ({ id }: Attachment) => `/attachments/${id}`,
      handler: (call, { input, request }) =>
        attachmentsApi(call, settings).upload({ ...input, ...incomingFile(request) }),
    }),
    route({
      ...common,
      path: '/tickets/:ticketId',
      operationId: 'attachments.uploadToTicket',
      summary: 'Upload a file onto a ticket',
      input: z.strictObject({ ticketId: id(), name, audience }),
      location: ({ id, ticketId }: Attachment) => `/tickets/${ticketId}/attachments/${id}`,
      handler: (call, { input, request }) =>
        attachmentsApi(call, settings).upload({ ...input, ...incomingFile(request) }),
    }),
    route({
      method: 'GET',
      path: '/:attachmentId',
      operationId: 'attachments.draft',
      summary: 'One of your drafts, such as to see whether it was scanned',
      tag,
      permission: 'attachments:create',
      input: draftInput,
      status: 200,
      response: attachmentOutput,
      handler: (call, { input }) => attachmentsApi(call, settings).draft(input),
    }),
    route({
      method: 'DELETE',
      path: '/:attachmentId',
      operationId: 'attachments.discard',
      summary: 'Remove one of your drafts',
      tag,
      permission: 'attachments:create',
      input: draftInput,
      status: 204,
      handler: (call, { input }) => attachmentsApi(call, settings).discard(input),
    }),
  ]
}

function readingRoutes(settings: Settings): Route[] {
  return [
    route({
      method: 'GET',
      path: '/tickets/:ticketId',
      operationId: 'attachments.list',
      summary: 'The files of a ticket',
      tag,
      permission: 'attachments:read',
      input: listInput,
      status: 200,
      response: attachmentPage,
      handler: (call, { ticket, input }) => filesOf(call, settings, ticket, input),
    }),
    route({
      method: 'GET',
      path: '/tickets/:ticketId/:attachmentId',
      operationId: 'attachments.get',
      summary: 'What is known of a file',
      tag,
      permission: 'attachments:read',
      input: targetInput,
      status: 200,
      response: attachmentOutput,
      handler: (call, { ticket, input }) => fileOf(call, settings, ticket, input.attachmentId),
    }),
    route({
      method: 'GET',
      path: '/tickets/:ticketId/:attachmentId/content',
      operationId: 'attachments.download',
      summary: 'The bytes of a file; takes `Range`, `If-Range` and `If-None-Match`',
      tag,
      permission: 'attachments:read',
      input: linkInput,
      status: 200,
      rawResponse: ['application/octet-stream'],
      otherAnswers: fileAnswers,
      async handler(call, { ticket, input, request }) {
        const row = await loadFile(call, ticket, input.attachmentId)
        return respondWithFile(settings, row, request, input.disposition)
      },
    }),
    route({
      method: 'POST',
      path: '/tickets/:ticketId/:attachmentId/links',
      operationId: 'attachments.link',
      summary: 'A link to the bytes that works for five minutes without a session',
      tag,
      permission: 'attachments:read',
      input: linkInput,
      status: 201,
      idempotent: false,
      response: linkOutput,
      handler: (call, { input }) => attachmentsApi(call, settings).link(input),
    }),
    route({
      method: 'GET',
      path: '/links/:token',
      operationId: 'attachments.followLink',
      summary: 'The bytes behind a link; rights are looked up again',
      tag,
      permission: 'public',
      params: z.strictObject({ token: z.string().max(8_000) }),
      status: 200,
      rawResponse: ['application/octet-stream'],
      otherAnswers: { ...fileAnswers, 302: 'The file is at the store, for a minute.' },
      handler: (call, { params, request }) => followLink(call, settings, params.token, request),
    }),
  ]
}

function changingRoutes(settings: Settings): Route[] {
  const post = {
    method: 'POST',
    tag,
    input: targetInput,
    status: 200,
    response: attachmentOutput,
  } as const
  return [
    route({
      method: 'DELETE',
      path: '/tickets/:ticketId/:attachmentId',
      operationId: 'attachments.delete',
      summary: 'Delete a file (it can be restored)',
      tag,
      permission: 'attachments:delete',
      input: targetInput,
      status: 204,
      handler: (call, { input }) => attachmentsApi(call, settings).delete(input),
    }),
    route({
      ...post,
      path: '/tickets/:ticketId/:attachmentId/restore',
      operationId: 'attachments.restore',
      summary: 'Restore a deleted file',
      permission: 'attachments:restore',
      handler: (call, { input }) => attachmentsApi(call, settings).restore(input),
    }),
    route({
      method: 'POST',
      path: '/tickets/:ticketId/:attachmentId/purge',
      operationId: 'attachments.purge',
      summary: 'Remove a deleted file for good',
      tag,
      permission: 'attachments:purge',
      input: targetInput,
      status: 204,
      handler: (call, { input }) => attachmentsApi(call, settings).purge(input),
    }),
    route({
      ...post,
      path: '/tickets/:ticketId/:attachmentId/release',
      operationId: 'attachments.release',
      summary: 'Serve a file that the scanner has held back',
      permission: 'attachments:release',
      handler: (call, { input }) => attachmentsApi(call, settings).release(input),
    }),
    route({
      ...post,
      path: '/tickets/:ticketId/:attachmentId/rescan',
      operationId: 'attachments.rescan',
      summary: 'Put a file before the scanner again',
      permission: 'attachments:release',
      handler: (call, { input }) => attachmentsApi(call, settings).rescan(input),
    }),
  ]
}
