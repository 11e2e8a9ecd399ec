/** A process of its own, which does one thing and says what it cost. */
import { Worker } from 'node:worker_threads'
import type { Order } from './process.ts'
import { roles } from './roles.ts'

const { role, place, settings, watch } = JSON.parse(process.argv[2] as string) as Order
new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: watch }).unref()
process.once('disconnect', () => process.exit())
process.send?.(await roles[role](place, settings as never))
