/** One reader of the stream: their rights, their place in the log, their life. */
import type { Call } from '../api/call.ts'
import { authenticate } from '../http/authenticate.ts'
import type { Runtime } from '../runtime.ts'
import { hearing } from './audience.ts'
import type { PlacedEvent } from './log.ts'
import { heartbeat, message, opening } from './messages.ts'
import { createOutlet } from './outlet.ts'
import { sealPosition } from './resume.ts'
import type { Scene } from './scene.ts'
import type { StreamSettings } from './types.ts'

/** Why a stream has ended, as the metric says it. */
export type Ending = 'left' | 'renewed' | 'session' | 'slow' | 'stopped' | 'failed'

export interface ConnectionOptions {
  readonly runtime: Runtime
  readonly settings: StreamSettings
  readonly request: Request
  readonly call: Call
  /** Only events of this ticket. */
  readonly ticketId: string | undefined
  readonly position: number
  /** Called once. */
  onEnd(ending: Ending): void
}

export interface Connection {
  readonly tenantId: string
  readonly body: ReadableStream<Uint8Array>
  /** All up to here was sent, or is not for this reader. */
  position(): number
  isOpen(): boolean
  /** Sends of a batch what is for this reader, who is then at `position`. */
  deliver(rows: readonly PlacedEvent[], scene: Scene, position: number): Promise<void>
  /** Tells the reader to load everything again; goes on from `position`. */
  reset(position: number): void
  /** Waits for a reader who is behind, but not for long. */
  room(): Promise<void>
  end(ending: Ending): void
}

const retryMs = 3_000
const patienceMs = 30_000

export function createConnection(options: ConnectionOptions): Connection {
  const { runtime, settings, request, ticketId, onEnd } = options
  const {
    tenantId,
    actor: { id: actorId },
  } = options.call
  const { positions } = runtime
  let { call, position } = options
  let isOpen = true
  let isChecking = false
  let checkedAt = performance.now()
  const endsAt = checkedAt + settings.lifetimeMs * (0.8 + Math.random() * 0.4)
  const outlet = createOutlet(() => end('left'))
  const leave = () => end('left')
  const timer = setInterval(() => void tick(), settings.heartbeatMs).unref()
  request.signal.addEventListener('abort', leave, { once: true })
  outlet.write(opening(sealPosition(positions, tenantId, position), retryMs))

  function send(chunk: Uint8Array): void {
    if (isOpen && !outlet.write(chunk)) end('slow')
  }

  function end(ending: Ending): void {
    if (!isOpen) return
    isOpen = false
    clearInterval(timer)
    request.signal.removeEventListener('abort', leave)
    if (ending === 'slow') outlet.abort(new Error('The reader of a stream was too slow.'))
    else outlet.close()
    onEnd(ending)
  }

  async function tick(): Promise<void> {
    if (isChecking) return
    isChecking = true
    try {
      if (performance.now() >= endsAt) return end('renewed')
      if (performance.now() - checkedAt >= settings.recheckMs && !(await isStillSignedIn())) {
        return end('session')
      }
      send(heartbeat(sealPosition(positions, tenantId, position)))
    } finally {
      isChecking = false
    }
  }

  /** Takes the actor as the host sees them now, with their present role, teams and organisation. */
  async function isStillSignedIn(): Promise<boolean> {
    try {
      const actor = await authenticate(runtime, request)
      if (actor.id !== actorId || actor.tenantId !== tenantId) return false
      call = runtime.createCall({ actor, via: 'http', requestId: call.requestId })
      checkedAt = performance.now()
      return await call.can('ticket.read')
    } catch {
      return false
    }
  }

  return {
    tenantId,
    body: outlet.body,
    position: () => position,
    isOpen: () => isOpen,
    async deliver(rows, scene, upTo) {
      const hear = hearing(call, scene)
      for (const row of rows) {
        if (row.position <= position) continue
        const isWanted = ticketId === undefined || row.ticketId === ticketId
        const heard = isWanted ? await hear(row) : null
        position = row.position
        if (heard) send(message(heard.name, scene.idOf(position), heard.data))
        if (!isOpen) return
      }
      position = Math.max(position, upTo)
    },
    reset(to) {
      position = to
      send(message('reset', sealPosition(positions, tenantId, to), {}))
    },
    async room() {
      const late = setTimeout(() => end('slow'), patienceMs).unref()
      await outlet.room()
      clearTimeout(late)
    },
    end,
  }
}
