/** One helpdesk, its people and what can be made to go wrong with it. */
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HelpdeskPlugin } from '@deskhand/core'
import { toNodeHandler } from '@deskhand/core/node'
import { attachments, localDisk } from '@deskhand/plugin-attachments'
import { tags } from '@deskhand/plugin-tags'
import { createTestHelpdesk, type PersonId, person } from '@deskhand/testing'
import { sla } from '../../../../../examples/plugin-sla/src/index.ts'
import { search } from './search.ts'
import { seed } from './seed.ts'

export interface DeskRequest {
  /** The page's origin, which may ask this helpdesk. */
  readonly origin: string
  readonly plugins?: readonly ('tags' | 'attachments' | 'sla' | 'search')[]
  /** How many tickets there are, in all states, with replies, notes and odd texts. Default 0. */
  readonly tickets?: number
}

export interface Desk {
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>
  control(action: string, input: Faults & { ms?: number; person?: PersonId }): Promise<unknown>
}

/** What can be made to go wrong. */
export interface Faults {
  /** Connections are cut. */
  readonly offline?: boolean
  /** Answers 503. */
  readonly busy?: boolean
  /** Answers wait until it is no longer so. */
  readonly held?: boolean
  /** Permissions that nobody has any more. */
  readonly withheld?: readonly string[]
}

const cookieName = 'deskhand_test'

export async function openDesk(
  path: string,
  { origin, plugins: names = ['tags', 'attachments'], tickets = 0 }: DeskRequest,
): Promise<Desk> {
  const files = mkdtempSync(join(tmpdir(), 'deskhand-widgets-'))
  const known: Record<string, () => HelpdeskPlugin> = {
    tags: () => tags({ agentsMayCreate: true }),
    attachments: () => attachments({ storage: localDisk({ dir: files }) }),
    sla: () => sla(),
    search: () => search,
  }
  let generation = 1
  let faults: Faults = {}
  let release = Promise.withResolvers<void>()
  let offset = 0

  const cors = {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
  }
  const basePath = `${path}/helpdesk`
  const desk = await createTestHelpdesk({
    basePath,
    origins: [origin],
    plugins: names.flatMap((name) => known[name]?.() ?? []),
    authenticate: (request) => {
      const bearer = request.headers.get('authorization')?.replace(/^Bearer /, '')
      const cookie = new RegExp(`${cookieName}=([^;]+)`).exec(request.headers.get('cookie') ?? '')
      const [id, tenantId, session] = (bearer ?? cookie?.[1] ?? '').split('@')
      return id && Number(session) === generation ? person(id as PersonId, tenantId) : null
    },
    can: (_, permission) => !faults.withheld?.includes(permission),
    clock: {
      now: () => new Date(Date.now() + offset),
      set: (time) => {
        offset = time.getTime() - Date.now()
      },
      advance: (ms) => {
        offset += ms
      },
    },
  })
  if (tickets > 0) await seed(desk, tickets)
  await desk.helpdesk.start()
  const handler = toNodeHandler(desk.helpdesk)

  return {
    async serve(request, response) {
      while (faults.held) await release.promise
      const { offline, busy } = faults
      if (offline) {
        request.socket.destroy()
        return
      }
      if (busy && request.method !== 'OPTIONS') {
        response.writeHead(503, { ...cors, 'content-type': 'application/problem+json' })
        response.end('{"status":503,"code":"busy","title":"Busy"}')
        return
      }
      if (request.url?.startsWith(`${path}/session?`)) {
        const id = new URLSearchParams(request.url.split('?')[1]).get('person')
        const value = id ? `${id}@default@${generation}; HttpOnly` : '; Max-Age=0'
        response.writeHead(204, {
          ...cors,
          'set-cookie': `${cookieName}=${value}; Path=${path}; SameSite=Lax`,
        })
        response.end()
        return
      }
      await handler(request, response)
    },
    async control(action, { ms = 0, person: id, ...input }) {
      switch (action) {
        case 'faults':
          faults = input
          release.resolve()
          release = Promise.withResolvers()
          return
        case 'token':
          return { token: `${id}@default@${generation}` }
        case 'expire':
          generation += 1
          return
        case 'advance':
          desk.clock.advance(ms)
          return
        case 'run-due':
          return desk.runDue()
        case 'close':
          await desk.close()
          rmSync(files, { recursive: true, force: true })
          return
        default:
          throw new Error(`Nothing is called ${action}.`)
      }
    },
  }
}
