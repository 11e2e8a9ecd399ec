/** Routes about the API itself. */
import { z } from 'zod'
import { runtimeOf } from '../api/call-internals.ts'
import { roles } from '../people/types.ts'
import { priorities, statuses } from '../tickets/lifecycle.ts'
import { capabilities } from './capabilities.ts'
import { openApiJson } from './openapi/document.ts'
import { named } from './outputs.ts'
import { route } from './route.ts'

export const capabilitiesOutput = named(
  'Capabilities',
  z.object({
    version: z.string(),
    plugins: z.array(
      z.object({
        id: z.string(),
        version: z.string(),
        facts: z.record(
          z.string(),
          z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
        ),
      }),
    ),
    actor: z.object({
      id: z.string(),
      name: z.string().nullable(),
      role: z.enum(roles),
      tenantId: z.string(),
    }),
    permissions: z.array(z.string()),
    statuses: z.array(z.enum(statuses)),
    priorities: z.array(z.enum(priorities)),
    policy: z.object({
      customersSetPriority: z.boolean(),
      replyToClosed: z.enum(['follow-up', 'reopen', 'reject']),
    }),
    limits: z.object({ body: z.int(), page: z.int(), bulk: z.int(), streams: z.int() }),
  }),
)

export const metaRoutes = [
  route({
    method: 'GET',
    path: '/capabilities',
    operationId: 'capabilities',
    summary: 'What is installed, and what you may do',
    tag: 'API',
    permission: 'ticket.read',
    status: 200,
    response: capabilitiesOutput,
    handler: (call) => capabilities(call),
  }),
  route({
    method: 'GET',
    path: '/openapi.json',
    operationId: 'openapi',
    summary: 'This document',
    tag: 'API',
    permission: 'public',
    status: 200,
    rawResponse: ['application/json'],
    handler: (call) =>
      new Response(openApiJson(runtimeOf(call)), {
        headers: { 'content-type': 'application/json' },
      }),
  }),
]
