/** One server in a process of its own. Talks to whoever started it, and ends with them. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bareApp } from './bare.ts'
import { helpdeskApp } from './deskhand.ts'
import type { Question, Role, ServerSettings, Usage } from './protocol.ts'

const { role, place, cases } = JSON.parse(process.argv[2] as string) as ServerSettings
process.once('disconnect', () => process.exit())
process.on('message', (question: Question) => {
  if (question === 'idle') globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  process.send?.({ cpu: user + system, rss: process.memoryUsage.rss() } satisfies Usage)
})

const apps: Record<Role, () => Promise<Hono>> = {
  deskhand: () => helpdeskApp(place),
  bare: () => bareApp(place, cases),
  hello: async () => new Hono().all('*', (c) => c.text('Hello')),
}

const { fetch } = await apps[role]()
serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }: AddressInfo) =>
  process.send?.({ port }),
)
