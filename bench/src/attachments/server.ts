/** One of the servers, in a process of its own. Ends with whoever started it. */
import { serve } from '@hono/node-server'
import { bareApp, deskhandApp } from './apps.ts'
import type { Question, ServerSettings, Usage } from './protocol.ts'

const { role, folder } = JSON.parse(process.argv[2] as string) as ServerSettings
process.once('disconnect', () => process.exit())
process.on('message', (question: Question) => {
  if (question === 'idle') globalThis.gc?.()
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
  process.send?.({
    cpu: (userCPUTime + systemCPUTime) / 1_000,
    rss: process.memoryUsage.rss(),
    peak: maxRSS * 1_024,
  } satisfies Usage)
})

const { fetch } = role === 'deskhand' ? await deskhandApp(folder) : bareApp(folder)
serve({ fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => process.send?.({ port }))
