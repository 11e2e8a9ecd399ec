/** What a helpdesk costs before anybody asks it for anything. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { atMost } from '../aims.ts'
import { median } from '../median.ts'
import { startServer } from '../server/start.ts'
import { builtPackages } from './build.ts'

/** Milliseconds. */
export interface StartTimes {
  readonly deskhand: number
  readonly bare: number
}

/** A row of the table that is not about requests. */
export interface Overhead {
  readonly title: string
  readonly deskhand: string
  readonly bare: string
  readonly hello: string
  readonly ratio: string
  readonly verdict: string
}

const starts = 5
const idleSeconds = 4
const megabyte = 2 ** 20

export async function measureStartup(folder: string, idle = idleSeconds): Promise<Overhead[]> {
  builtPackages()
  mkdirSync(folder, { recursive: true })
  const empty = mkdtempSync(join(folder, 'startup-'))
  try {
    return [await startTimes(empty), await idleMemory(empty, idle)]
  } finally {
    rmSync(empty, { recursive: true, force: true })
  }
}

async function startTimes(folder: string): Promise<Overhead> {
  const times: StartTimes[] = []
  for (let start = 0; start < starts; start++) times.push(await startOnce(folder))
  const deskhand = median(times.map((time) => time.deskhand))
  const bare = median(times.map((time) => time.bare))
  return {
    title: 'createHelpdesk + migrate, empty file',
    deskhand: `${Math.round(deskhand)} ms`,
    bare: `${Math.round(bare)} ms`,
    hello: '–',
    ratio: `${(deskhand / bare).toFixed(2)} × (a)`,
    verdict: atMost('ms', deskhand, 300),
  }
}

async function startOnce(parent: string): Promise<StartTimes> {
  const folder = mkdtempSync(join(parent, 'start-'))
  const child = fork(join(import.meta.dirname, 'main.ts'), [folder], {
    execArgv: [],
    timeout: 60_000,
  })
  const exited = once(child, 'exit')
  const answer = new Promise<StartTimes>((resolve, reject) => {
    child.once('message', (times) => resolve(times as StartTimes))
    child.once('exit', () => reject(new Error('A helpdesk on an empty file did not start.')))
  })
  const times = await answer
  await exited
  return times
}

async function idleMemory(folder: string, idle: number): Promise<Overhead> {
  const cache = join(folder, 'compiled')
  const place = { engine: 'sqlite', file: join(folder, 'idle.db') } as const
  const rssOf = async (role: 'deskhand' | 'hello') => {
    const start = () => startServer({ role, place, cases: [] }, { built: true, cache })
    // The second start finds the benchmark's own TypeScript compiled, as a host's would be.
    await (await start()).stop()
    const server = await start()
    try {
      await sleep(idle * 1_000)
      await server.ask('idle')
      await sleep(500)
      return (await server.ask('usage')).rss / megabyte
    } finally {
      await server.stop()
    }
  }
  const [deskhand, hello] = [await rssOf('deskhand'), await rssOf('hello')]
  return {
    title: 'resident when idle',
    deskhand: `${Math.round(deskhand)} MB`,
    bare: '–',
    hello: `${Math.round(hello)} MB`,
    ratio: `${(deskhand / hello).toFixed(2)} × (b)`,
    verdict: atMost('MB', deskhand, 120),
  }
}
