/** What a piece of work costs this process. */
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { profileOf } from '../profile/profiler.ts'
import { summaryOf } from '../profile/summary.ts'

export interface Cost {
  readonly seconds: number
  /** Microseconds of processor time. */
  readonly cpu: number
}

/** The name of a variable: where to write a profile of V8, if anywhere. */
export const profileVariable = 'BENCH_PROFILE'

/** `work` returns how many things it did, for the summary of a profile. */
export async function costOf(work: () => Promise<number>): Promise<Cost> {
  const file = process.env[profileVariable]
  if (file === undefined) return plainCostOf(work)
  let cost: Cost = { seconds: 0, cpu: 0 }
  let count = 0
  const { profile } = await profileOf(async () => {
    cost = await plainCostOf(async () => {
      count = await work()
      return count
    })
  })
  writeFileSync(file, JSON.stringify(profile))
  console.error(`${file}, for each of ${count}:\n${summaryOf(profile, Math.max(count, 1), 30)}`)
  return cost
}

async function plainCostOf(work: () => Promise<number>): Promise<Cost> {
  const started = performance.now()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - started) / 1_000, cpu: user + system }
}

const patience = 180_000

/** Asks until it is so. `what` says in an error what did not happen. */
export async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  everyMs = 20,
): Promise<void> {
  const deadline = performance.now() + patience
  while (!(await isSo())) {
    if (performance.now() > deadline) {
      throw new Error(`After ${patience / 1_000} seconds it has not happened: ${what}.`)
    }
    await sleep(everyMs)
  }
}
