/**
 * The OpenAPI document, made from the routes that are served.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
import type { Runtime } from '../../runtime.ts'
import { installedListFilter } from '../../tickets/list-filter.ts'
import { version } from '../../version.ts'
import { type CompiledRoute, compileRoutes } from '../compile.ts'
import { problemOutput } from '../outputs.ts'
import { parametersOf, sharedParameters } from './parameters.ts'
import { responsesOf, sharedResponses } from './responses.ts'
import { createSchemas, type Schemas } from './schemas.ts'

const description = `Times are ISO 8601 in UTC. Lists are keyset pages: repeat the request with \`cursor\` set to \`page.nextCursor\`.
Lists in a query are written \`status[]=open&status[]=new\`, ranges \`created[from]=…&created[to]=…\`.
Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`. What you may not see is 404.
Writes that carry a cookie need an \`Origin\` that the app allows.`

const documents = new WeakMap<Runtime, string>()

/** Made when it is first asked for. */
export function openApiJson(runtime: Runtime): string {
  const known = documents.get(runtime) ?? JSON.stringify(openApiDocument(runtime))
  documents.set(runtime, known)
  return known
}

function openApiDocument({ registry, limits, basePath }: Runtime): object {
  const routes = compileRoutes(registry, limits)
  const schemas = createSchemas()
  schemas.output(problemOutput)
  const paths = pathsOf(routes, schemas)
  addPluginFields(schemas, 'Ticket', registry.ticketFields)
  addPluginFields(schemas, 'TicketSummary', registry.ticketFields)
  addPluginFields(schemas, 'Reply', registry.replyFields)
  if (schemas.named.TicketListFilter) {
    schemas.named.TicketListFilter = schemas.input(installedListFilter(registry))
  }

  return {
    openapi: '3.1.1',
    info: { title: 'Helpdesk', version, description },
    servers: [{ url: basePath || '/' }],
    security: [{ session: [] }],
    tags: [...new Set(routes.map(({ route }) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'http',
          scheme: 'bearer',
          description:
            "The app's own session: a bearer token or a cookie, as its `authenticate` reads it.",
        },
      },
      parameters: sharedParameters,
      responses: sharedResponses,
      schemas: schemas.named,
    },
  }
}

function pathsOf(routes: readonly CompiledRoute[], schemas: Schemas): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const compiled of routes) {
    const path = compiled.route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][compiled.route.method.toLowerCase()] = operationOf(compiled, schemas)
  }
  return paths
}

function operationOf(compiled: CompiledRoute, schemas: Schemas): object {
  const { route, isPublic } = compiled
  const parameters = parametersOf(compiled, schemas)
  const requestBody = requestBodyOf(compiled, schemas)
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: isPublic ? 'Needs no session.' : `Needs the permission \`${route.permission}\`.`,
    tags: [route.tag],
    ...(isPublic && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(requestBody && { requestBody }),
    responses: responsesOf(compiled, schemas),
  }
}

function requestBodyOf({ route, body }: CompiledRoute, schemas: Schemas): object | undefined {
  if (body) {
    return { required: true, content: { 'application/json': { schema: schemas.input(body) } } }
  }
  if (!route.rawBody) return undefined
  return { required: true, content: Object.fromEntries(route.rawBody.map((type) => [type, {}])) }
}

/** What `include[]` adds is there only when it was asked for. */
function addPluginFields(
  { named, output }: Schemas,
  name: string,
  fields: Runtime['registry']['ticketFields'],
): void {
  const properties = named[name]?.properties
  if (!properties) return
  for (const [field, { schema }] of fields) {
    properties[field] = { ...output(schema), description: `With \`include[]=${field}\`.` }
  }
}
