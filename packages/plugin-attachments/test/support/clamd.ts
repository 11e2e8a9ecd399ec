/** A clamd of its own for a test file, with a signature base of two lines that knows EICAR. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProcess } from '../../../core/test/support/processes.ts'
import { isReachable } from '../../../core/test/support/reachable.ts'

/** In pieces, so that no scanner takes this file for the virus. */
export const eicar = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}',
  '$EICAR-STANDARD-',
  'ANTIVIRUS-TEST-FILE!$H+H*',
].join('')

export interface Clamd {
  readonly port: number
  readonly socket: string
  stop(): Promise<void>
}

/** Why there is no clamd to test with, or `undefined` where there is one. */
export function clamdIsMissing(): string | undefined {
  try {
    execFileSync('clamd', ['--version'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'clamd is not installed; `apt-get install clamav-daemon` brings it'
  }
}

export async function startClamd({ streamMaxLength = '50M' } = {}): Promise<Clamd> {
  const dir = mkdtempSync(join(tmpdir(), 'deskhand-clamd-'))
  const port = await freePort()
  const socket = join(dir, 'socket')
  const bytes = Buffer.from(eicar)
  mkdirSync(join(dir, 'db'))
  const md5 = createHash('md5').update(bytes).digest('hex')
  writeFileSync(join(dir, 'db/eicar.hdb'), `${md5}:${bytes.length}:Eicar-Test-MD5\n`)
  writeFileSync(join(dir, 'db/eicar.ndb'), `Eicar-Test-Signature:0:*:${bytes.toString('hex')}\n`)
  writeFileSync(
    join(dir, 'clamd.conf'),
    [
      `DatabaseDirectory ${dir}/db`,
      `TCPSocket ${port}`,
      'TCPAddr 127.0.0.1',
      `LocalSocket ${socket}`,
      `LogFile ${dir}/log`,
      'Foreground yes',
      'AlertExceedsMax yes',
      `StreamMaxLength ${streamMaxLength}`,
      '',
    ].join('\n'),
  )
  const started = startProcess('clamd', ['-c', join(dir, 'clamd.conf')])
  await started.until(() => isReachable(`tcp://127.0.0.1:${port}`))
  return {
    port,
    socket,
    async stop() {
      await started.end('SIGKILL')
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
