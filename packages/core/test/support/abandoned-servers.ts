/** Cleans up after test runs that were killed before they could stop their Postgres server. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Followed by the id of the process that owns the folder. */
export const serverFolderPrefix = 'deskhand-postgres-'

const stopDeadlineMs = 5_000

export async function removeAbandonedServers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(serverFolderPrefix)) continue
    const owner = Number.parseInt(name.slice(serverFolderPrefix.length), 10)
    if (Number.isNaN(owner) || isRunning(owner)) continue
    const folder = join(tmpdir(), name)
    await stopServerIn(folder)
    removeFolder(folder)
  }
}

/** Gives up quietly: another test run may be removing the same folder, and the next one tries again. */
export function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  } catch {}
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function stopServerIn(folder: string): Promise<void> {
  const data = join(folder, 'data')
  const pid = serverPid(data)
  if (pid === undefined) return
  const isStillThatServer = commandLine(pid).includes(data)
  if (!isStillThatServer) return
  process.kill(pid, 'SIGQUIT')
  for (let waited = 0; isRunning(pid) && waited < stopDeadlineMs; waited += 50) await sleep(50)
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? ''
  }
}

function serverPid(data: string): number | undefined {
  try {
    const [firstLine = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return Number(firstLine) || undefined
  } catch {
    return undefined
  }
}
