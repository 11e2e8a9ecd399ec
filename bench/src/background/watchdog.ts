/**
 * A thread that ends its process at the deadline, and when the process that started it has ended. The main
 * thread cannot: while a loop keeps its event loop from turning, neither timers nor `disconnect` reach it.
 */
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { Watch } from './process.ts'

const { role, parent, seconds } = workerData as Watch
const standardError = 2

setTimeout(() => {
  writeSync(standardError, `The process "${role}" has run for ${seconds} seconds and is killed.\n`)
  process.kill(process.pid, 'SIGKILL')
}, seconds * 1_000)

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
}, 1_000)
