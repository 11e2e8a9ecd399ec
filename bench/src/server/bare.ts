/** Routes that run the statements of the helpdesk's answers without the helpdesk. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Case, headersOf, ticketIdIn } from '../cases.ts'
import type { Place } from '../databases/place.ts'
import { type BenchHelpdesk, createBenchHelpdesk } from '../helpdesk.ts'
import { actorOf } from '../people.ts'
import type { BenchApp } from './app.ts'
import { recordStatements, type Statement } from './record.ts'
import { createReplayer, type Replayer } from './replay.ts'
import { createCompiler } from './template.ts'

interface Recording {
  readonly statements: readonly Statement[]
  readonly status: number
  readonly answer: unknown
}

interface Replay {
  readonly status: number
  run(ticketId: string | undefined): Promise<unknown>
}

export async function bareApp(place: Place, cases: readonly Case[]): Promise<BenchApp> {
  const helpdesk = createBenchHelpdesk(place)
  const replayer = createReplayer(place)
  const reads = new Map<string, Replay>()
  const writes = new Map<string, Replay>()
  for (const one of cases) {
    const [path = ''] = one.paths
    if (one.kind === 'write')
      writes.set(routeOf(path), await replayOf(helpdesk, replayer, one, path))
    else
      for (const read of one.paths) reads.set(read, await replayOf(helpdesk, replayer, one, read))
  }
  await helpdesk.close()

  const app = new Hono()
  let failures = 0
  const read = async (c: Context) => {
    if (!actorOf(c.req.header('authorization'))) return c.body(null, 401)
    const replay = reads.get(pathOf(c.req.url))
    return replay ? respond(c, replay) : c.notFound()
  }
  const write = async (c: Context) => {
    if (!actorOf(c.req.header('authorization'))) return c.body(null, 401)
    await c.req.json()
    const replay = writes.get(routeOf(c.req.path))
    return replay ? respond(c, replay, c.req.param('ticketId')) : c.notFound()
  }
  app.onError((error, c) => {
    if (failures++ === 0) console.error(error)
    return c.body(null, 500)
  })
  app.get('/helpdesk/tickets', read)
  app.get('/helpdesk/tickets/:ticketId/replies', read)
  app.post('/helpdesk/tickets', write)
  app.post('/helpdesk/tickets/:ticketId/replies', write)
  return { fetch: app.fetch, close: () => replayer.close() }
}

async function respond(c: Context, { status, run }: Replay, ticketId?: string): Promise<Response> {
  return c.json((await run(ticketId)) as object, status as ContentfulStatusCode)
}

const pathOf = (url: string) => url.slice(url.indexOf('/', 'http://'.length))

/** The path without the id of its ticket. */
const routeOf = (path: string) => path.replace(ticketIdIn(path) ?? ':ticketId', ':ticketId')

async function replayOf(
  helpdesk: BenchHelpdesk,
  replayer: Replayer,
  one: Case,
  path: string,
): Promise<Replay> {
  const record = () => recordRequest(helpdesk, replayer.engine, one, path)
  await record()
  const before = await record()
  // So that times differ.
  await sleep(5)
  const after = await record()
  const { number } = after.answer as { number?: unknown }
  const ticketId = one.kind === 'write' ? ticketIdIn(path) : undefined
  const compiler = createCompiler({ ticketId, number })
  const steps = after.statements.map(({ parameters, ...statement }, index) => {
    const earlier = before.statements[index]
    if (earlier?.sql !== statement.sql) throw new Error(`${one.name}: the statements differ.`)
    return {
      ...statement,
      parameters: parameters.map((value, at) => compiler.compile(earlier.parameters[at], value)),
    }
  })
  const answer = compiler.compile(before.answer, after.answer)
  const replay = replayer.prepare(steps)
  return {
    status: after.status,
    async run(ticketId) {
      const fresh = compiler.fresh(ticketId)
      await replay(fresh)
      return answer(fresh)
    },
  }
}

async function recordRequest(
  helpdesk: BenchHelpdesk,
  engine: Place['engine'],
  one: Case,
  path: string,
): Promise<Recording> {
  const request = new Request(`http://bench.example${path}`, {
    method: one.kind === 'write' ? 'POST' : 'GET',
    headers: headersOf(one),
    ...(one.body && { body: JSON.stringify(one.body) }),
  })
  const { statements, result } = await recordStatements(engine, async () => {
    const response = await helpdesk.fetch(request)
    return { status: response.status, answer: await response.json() }
  })
  if (result.status >= 300) throw new Error(`${path}: ${JSON.stringify(result.answer)}`)
  return { statements, ...result }
}
