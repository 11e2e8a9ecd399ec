/** All streams of a process: who may open one, how a reader catches up, what each batch goes to. */
import type { Dispatcher } from '../events/dispatcher.ts'
import { HelpdeskError } from '../kit/errors.ts'
import { safeLogger, safeMetrics } from '../kit/safe-ports.ts'
import type { Runtime } from '../runtime.ts'
import { loadReadableTicket } from '../tickets/load.ts'
import { type Connection, createConnection, type Ending } from './connection.ts'
import { isKept, type PlacedEvent, readBetween } from './log.ts'
import { openPosition } from './resume.ts'
import { loadScene } from './scene.ts'
import { createSlots } from './slots.ts'
import { createTail } from './tail.ts'
import type { OpenStream } from './types.ts'

export interface Streams {
  readonly open: OpenStream
  wake(): void
  /** Lets streams be opened again after `stop`. */
  start(): void
  /** Ends all streams; new ones are refused. */
  stop(): Promise<void>
}

/** Readers who are further behind load everything again. */
const longestGap = 100_000
const pageSize = 100
/** How far into the log of all tenants one step of catching up looks. */
const stride = 5_000

export function createStreams(runtime: Runtime, dispatcher: Dispatcher): Streams {
  const { storage, positions, streamSettings: settings } = runtime
  const logger = safeLogger(runtime.logger)
  const metrics = safeMetrics(runtime.metrics)
  const slots = createSlots(settings)
  /** Those who are up to date, by tenant: each batch goes to them. */
  const live = new Map<string, Set<Connection>>()
  const open = new Set<Connection>()
  const tail = createTail(runtime, dispatcher, publish)
  let isStopped = false

  async function publish(rows: readonly PlacedEvent[]): Promise<void> {
    const position = tail.position()
    await Promise.all(
      [...live].map(([tenantId, connections]) =>
        publishTo(
          tenantId,
          [...connections],
          rows.filter((row) => row.tenantId === tenantId),
          position,
        ),
      ),
    )
  }

  async function publishTo(
    tenantId: string,
    connections: readonly Connection[],
    rows: readonly PlacedEvent[],
    position: number,
  ): Promise<void> {
    try {
      const scene = await loadScene(runtime, tenantId, rows)
      for (const connection of connections) {
        await connection.deliver(rows, scene, position).catch((error) => fail(connection, error))
      }
    } catch (error) {
      for (const connection of connections) fail(connection, error)
    }
  }

  /** The reader comes back and goes on from where they were. */
  function fail(connection: Connection, error: unknown): void {
    logger.warn('A stream was ended, because what to send could not be found out.', { error })
    connection.end('failed')
  }

  /** Brings a reader to the end of the log, from where each batch goes to them. */
  async function catchUp(connection: Connection, lastEventId: string | null): Promise<void> {
    if (lastEventId !== null && !(await canResume(connection))) connection.reset(tail.position())
    while (connection.isOpen() && connection.position() < tail.position()) {
      const after = connection.position()
      const until = Math.min(tail.position(), after + stride)
      const { tenantId } = connection
      const rows = await readBetween(storage.db, tenantId, { after, until, limit: pageSize })
      const scene = await loadScene(runtime, tenantId, rows)
      const last = rows.at(-1)
      const reached = last && rows.length === pageSize ? last.position : until
      await connection.deliver(rows, scene, reached)
      await connection.room()
    }
    if (!connection.isOpen()) return
    const peers = live.get(connection.tenantId) ?? new Set()
    live.set(connection.tenantId, peers.add(connection))
  }

  async function canResume(connection: Connection): Promise<boolean> {
    const [from, to] = [connection.position(), tail.position()]
    return from >= 0 && from <= to && to - from <= longestGap && isKept(storage.db, from, to)
  }

  function forget(connection: Connection): void {
    open.delete(connection)
    const peers = live.get(connection.tenantId)
    peers?.delete(connection)
    if (peers?.size === 0) live.delete(connection.tenantId)
  }

  return {
    async open(call, { request, ticketId, lastEventId }) {
      if (isStopped) throw stopping()
      if (ticketId !== undefined) {
        await loadReadableTicket(call, ticketId)
      }
      const freeSlot = slots.take(call.actor)
      try {
        await tail.retain()
      } catch (error) {
        tail.release()
        freeSlot()
        throw error
      }
      const resumed =
        lastEventId === null ? null : openPosition(positions, call.tenantId, lastEventId)
      const position = lastEventId === null ? tail.position() : (resumed ?? -1)
      const onEnd = (ending: Ending) => {
        forget(connection)
        tail.release()
        freeSlot()
        metrics.count('deskhand_streams_total', { ending })
      }
      const connection = createConnection({
        ...{ runtime, settings, request, call, ticketId, position, onEnd },
      })
      open.add(connection)
      if (request.signal.aborted) connection.end('left')
      catchUp(connection, lastEventId).catch((error) => fail(connection, error))
      return connection.body
    },
    wake: () => tail.wake(),
    start() {
      isStopped = false
    },
    async stop() {
      isStopped = true
      for (const connection of open) connection.end('stopped')
      await tail.settled()
    },
  }
}

function stopping(): HelpdeskError {
  return new HelpdeskError({
    code: 'stopping',
    status: 503,
    detail: 'This process takes no streams any more. Come back in a moment.',
    extra: { retryAfter: 3 },
  })
}
