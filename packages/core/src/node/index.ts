/** `@deskhand/core/node`: the helpdesk in Express, Fastify, Nest and plain `node:http`. */
export { type NodeHandler, type NodeHandlerOptions, toNodeHandler } from './handler.ts'
export { nodeRequestOf } from './request.ts'
