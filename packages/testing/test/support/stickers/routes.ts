import { type Call, id, type Route, route } from '@deskhand/core/plugin'
import { z } from 'zod'
import type { Flaw } from './flaws.ts'
import { heartInput, heartsApi, heartsOf, heartTarget, removeHeart } from './hearts.ts'
import { addInput, type StickersApi, stickersApi } from './service.ts'

const sticker = z.object({ id: z.string(), text: z.string() })
const params = z.strictObject({ ticketId: id() })

export function stickerRoutes(flaw: Flaw): Route[] {
  const api = (call: Call): StickersApi => stickersApi(call, flaw)
  const common = { tag: 'Stickers', permission: 'stickers:write' } as const
  return [
    route({
      ...common,
      method: 'GET',
      path: '/',
      operationId: 'stickers.list',
      summary: 'List all stickers',
      permission: flaw === 'undeclared permission' ? 'stickers:see' : 'stickers:read',
      status: 200,
      ...(flaw !== 'no response schema' && {
        response: z.object({ data: z.array(sticker), total: z.int() }),
      }),
      handler: (call) => api(call).list(),
    }),
    route({
      ...common,
      method: 'GET',
      path: '/tickets/:ticketId',
      operationId: 'stickers.of',
      summary: 'List the stickers of a ticket',
      permission: flaw === 'open to customers' ? 'ticket.read' : 'stickers:read',
      params,
      status: 200,
      response: z.object({ data: z.array(sticker) }),
      handler: (call, { params: target }) => api(call).of(target),
    }),
    route({
      ...common,
      method: 'POST',
      path: '/tickets/:ticketId',
      operationId: 'stickers.add',
      summary: 'Put a sticker on a ticket',
      input: flaw === 'lax body' ? z.object(addInput.shape) : addInput,
      status: 201,
      response: sticker,
      async handler(call, { input }) {
        if (flaw === 'fails on odd input' && input.text.startsWith('%'))
          decodeURIComponent(input.text)
        if (flaw === 'refuses in plain text' && input.text === '%') {
          return new Response('No.', { status: 400 })
        }
        const added = await api(call).add(input)
        return flaw === 'answers a key with a stream'
          ? Response.json(added, { status: 201 })
          : added
      },
    }),
    route({
      ...common,
      method: 'DELETE',
      path: '/tickets/:ticketId/:stickerId',
      operationId: 'stickers.remove',
      summary: 'Take a sticker off',
      params: params.extend({ stickerId: id() }),
      status: 204,
      handler: (call, { params: target }) => api(call).remove(target),
    }),
    ...heartRoutes(flaw),
  ]
}

function heartRoutes(flaw: Flaw): Route[] {
  const common = { tag: 'Stickers', permission: 'stickers:heart' } as const
  const path = '/tickets/:ticketId/replies/:replyId'
  return [
    route({
      ...common,
      method: 'GET',
      path,
      operationId: 'stickers.hearts',
      summary: 'Count the hearts of a reply',
      input: heartInput,
      status: 200,
      response: z.object({ total: z.int() }),
      handler: (call, { reply }) => heartsOf(call, reply),
    }),
    route({
      ...common,
      method: 'POST',
      path,
      operationId: 'stickers.giveHeart',
      summary: 'Give a reply a heart',
      input: heartInput,
      status: 201,
      response: z.object({ id: z.string() }),
      handler: (call, { input }) => heartsApi(call, flaw).giveHeart(input),
    }),
    route({
      ...common,
      method: 'DELETE',
      path: `${path}/:heartId`,
      operationId: 'stickers.takeHeart',
      summary: 'Take a heart from a reply',
      params: heartTarget,
      status: 204,
      handler: (call, { reply, params: { heartId } }) => removeHeart(call, reply, heartId, flaw),
    }),
  ]
}
