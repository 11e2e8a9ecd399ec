/** Eight connections that ask as fast as they are answered. */
import autocannon from 'autocannon'
import { type Case, headersOf } from './cases.ts'
import type { Server } from './server/start.ts'

export const connections = 8
const sampleInterval = 100

export interface Sample {
  /** Requests a second. */
  readonly rate: number
  /** Milliseconds. */
  readonly p50: number
  readonly p95: number
  /** Microseconds of the server's processor time a request. */
  readonly cpu: number
}

export async function load(server: Server, one: Case, seconds: number): Promise<Sample> {
  const latencies: number[] = []
  const refused: number[] = []
  const before = await server.ask('usage')
  const started = performance.now()
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url: server.url,
        connections,
        duration: seconds,
        // It notices at each sample that its time is over.
        sampleInt: sampleInterval,
        setupClient: (client) => client.setRequests(requestsOf(one)),
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    )
    run.on('response', (_client, status, _bytes, ms) => {
      if (status >= 200 && status < 300) latencies.push(ms)
      else refused.push(status)
    })
  })
  const elapsed = (performance.now() - started) / 1_000
  const after = await server.ask('usage')
  if (refused.length > 0 || result.errors > 0 || latencies.length === 0) {
    throw new Error(`${one.name}: ${result.errors} errors, refused with ${[...new Set(refused)]}.`)
  }
  const sorted = Float64Array.from(latencies).sort()
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] as number
  return {
    rate: latencies.length / elapsed,
    p50: at(0.5),
    p95: at(0.95),
    cpu: (after.cpu - before.cpu) / latencies.length,
  }
}

/** In an order of its own, so that connections do not all write to the same ticket. */
function requestsOf(one: Case): autocannon.Request[] {
  return one.paths
    .map((path) => ({ path, order: Math.random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ path }) => ({
      path,
      method: one.kind === 'write' ? 'POST' : 'GET',
      headers: headersOf(one),
      ...(one.body && { body: JSON.stringify(one.body) }),
    }))
}
