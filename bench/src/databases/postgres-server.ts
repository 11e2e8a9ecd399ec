/** A Postgres server that keeps its databases from one run to the next, durable as in production. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries, serverOwner } from '../../../packages/core/test/support/postgres-binaries.ts'
import { isRunning } from './running.ts'

export interface PostgresServer {
  readonly url: string
  stop(): Promise<void>
}

/** A small server's; `fsync` and the like stay as they are by default: on. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '512MB',
  max_wal_size: '4GB',
  timezone: 'UTC',
}

const startDeadline = 60_000
const stopDeadline = 60_000

export async function startPostgres(folder: string): Promise<PostgresServer> {
  const owner = serverOwner()
  const own = (path: string) => owner && chownSync(path, owner.uid, owner.gid)
  mkdirSync(folder, { recursive: true })
  own(folder)
  claim(folder)
  const { initdb, postgres } = findBinaries(folder, owner)
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  if (!existsSync(join(data, 'PG_VERSION'))) {
    writeFileSync(passwordFile, randomUUID(), { mode: 0o600 })
    own(passwordFile)
    const access = ['-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const options = { ...owner, cwd: folder, stdio: 'ignore' } as const
    execFileSync(initdb, ['-D', data, ...access, '--encoding=UTF8', ...locale], options)
  }
  await stopLeftOver(data)

  const port = await freePort()
  const log = join(folder, 'server.log')
  const output = openSync(log, 'a')
  const flags = Object.entries({ ...settings, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const child = spawn(postgres, ['-D', data, ...flags], {
    ...owner,
    cwd: data,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const stopAtExit = () => child.kill('SIGINT')
  process.once('exit', stopAtExit)
  const url = `postgres://postgres:${readFileSync(passwordFile, 'utf8')}@127.0.0.1:${port}/postgres`
  await untilItAnswers(child, url, log)
  return {
    url,
    async stop() {
      rmSync(join(folder, 'owner'), { force: true })
      process.off('exit', stopAtExit)
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      const late = setTimeout(() => child.kill('SIGQUIT'), stopDeadline)
      child.kill('SIGINT')
      await exited
      clearTimeout(late)
    },
  }
}

/** One run at a time has the server. */
function claim(folder: string): void {
  const file = join(folder, 'owner')
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (owner > 0 && owner !== process.pid && isRunning(owner)) {
    throw new Error(`Another benchmark (process ${owner}) uses Postgres. Wait for it or end it.`)
  }
  writeFileSync(file, String(process.pid))
}

async function untilItAnswers(child: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + startDeadline
  while (child.exitCode === null && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch {
      await sleep(100)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  throw new Error(`Postgres did not start. Its log:\n${readFileSync(log, 'utf8').slice(-2_000)}`)
}

/** Ends the server of a run that was killed before it could do so itself. */
async function stopLeftOver(data: string): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  const isThatServer = () => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(data)
    } catch {
      return false
    }
  }
  if (isThatServer()) process.kill(pid, 'SIGINT')
  const deadline = Date.now() + stopDeadline
  while (isThatServer() && Date.now() < deadline) await sleep(100)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free TCP port.')
  return address.port
}
