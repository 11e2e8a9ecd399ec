/** One server in a process of its own. Talks to whoever started it, and ends with them. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { BenchApp } from './app.ts'
import type { Question, Role, ServerSettings, Usage } from './protocol.ts'

const { role, place, cases } = JSON.parse(process.argv[2] as string) as ServerSettings
process.once('disconnect', () => process.exit())
process.on('message', (question: Question) => {
  if (question === 'idle') globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() } satisfies Usage)
})

/** Each loads what it needs and no more: memory is measured, too. */
const apps: Record<Role, () => Promise<Pick<BenchApp, 'fetch'>>> = {
  deskhand: async () => (await import('./deskhand.ts')).helpdeskApp(place),
  bare: async () => (await import('./bare.ts')).bareApp(place, cases),
  hello: async () => new Hono().all('*', (c) => c.text('Hello')),
}

const { fetch } = await apps[role]()
serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
  process.send?.({ port }),
)
