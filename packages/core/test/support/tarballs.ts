/** The packages as npm would get them, for tests that install them outside the workspace. */
import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

const root = resolve(import.meta.dirname, '../../../..')
const lock = join(root, 'node_modules/.tarballs.lock')
const execute = promisify(execFile)

/** Builds packages and packs them into `folder`. One test at a time: a build empties `dist` first. */
export async function packInto(folder: string, packages: readonly string[]): Promise<void> {
  await takeLock()
  try {
    for (const name of packages) await build(name)
    for (const name of packages) await pack(name, folder)
  } finally {
    rmSync(lock, { force: true })
  }
}

/** Builds a package, unless that was done since its source changed. */
async function build(name: string): Promise<void> {
  const folder = join(root, 'packages', name)
  const built = join(folder, 'dist/index.d.ts')
  const newest = Math.max(
    ...globSync(['src/**/*.ts', 'package.json'], { cwd: folder })
      .filter((file) => !file.endsWith('.test.ts'))
      .map((file) => statSync(join(folder, file)).mtimeMs),
  )
  if (existsSync(built) && statSync(built).mtimeMs > newest) return
  await execute('npm', ['run', 'build'], { cwd: folder, maxBuffer: 2 ** 26 })
}

/** Made by pnpm, which puts versions in the place of `workspace:`. */
async function pack(name: string, folder: string): Promise<void> {
  const pnpm = process.env.npm_execpath
  const [command, ...before] =
    pnpm && /pnpm/.test(pnpm) && /\.[cm]?js$/.test(pnpm)
      ? [process.execPath, pnpm]
      : ['npx', '-y', 'pnpm@12']
  await execute(command as string, [...before, 'pack', '--pack-destination', folder], {
    cwd: join(root, 'packages', name),
  })
}

async function takeLock(): Promise<void> {
  for (;;) {
    try {
      return writeFileSync(lock, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (isLeftOver()) rmSync(lock, { force: true })
    await delay(200)
  }
}

/** By a process that is gone. */
function isLeftOver(): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
