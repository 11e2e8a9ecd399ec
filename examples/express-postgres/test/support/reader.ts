/** Somebody who follows a README in an empty folder. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import {
  type Exit,
  type StartedProcess,
  startProcess,
} from '../../../../packages/core/test/support/processes.ts'
import type { Step } from './page.ts'

const run = promisify(execFile)

export interface Reader {
  readonly folder: string
  /** Where the app listens, instead of on port 3000. */
  readonly url: string
  /** What the app has printed. */
  readonly printed: () => string
  /** Does what a step says. A command that goes wrong or answers something else throws. */
  follow(step: Step): Promise<void>
  /** How the app ends after `SIGTERM`; `undefined` when none has been started. */
  stopApp(): Promise<Exit | undefined>
  remove(): Promise<void>
}

/** What the reader's shell has: the commands, and how npm reaches its registry. */
const kept = ['PATH', 'HOME', 'NODE_EXTRA_CA_CERTS', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

/** `tarballs` are installed where the README says the name of a package. */
export async function createReader(settings: {
  databaseUrl: string
  tarballs: (folder: string) => Promise<Readonly<Record<string, string>>>
}): Promise<Reader> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-reader-'))
  const tarballs = await settings.tarballs(folder)
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env: NodeJS.ProcessEnv = Object.fromEntries(kept.map((name) => [name, process.env[name]]))
  env.PORT = String(port)
  const apps: StartedProcess[] = []
  const printed = () => apps.map((app) => app.output() + app.errors()).join('')

  const stopApp = async () => apps.at(-1)?.end('SIGTERM')

  async function startApp(file: string): Promise<void> {
    await stopApp()
    const app = startProcess(process.execPath, [file], { cwd: folder, env })
    apps.push(app)
    await app.until(() => isAnswering(url))
  }

  async function command(text: string): Promise<string> {
    const [, file] = /^node (app\.js)$/.exec(text) ?? []
    if (file !== undefined) {
      await startApp(file)
      return ''
    }
    const [, name, value = ''] = /^export (\w+)=(.*)$/.exec(text) ?? []
    if (name !== undefined) {
      const said = await run('sh', ['-c', `printf %s "${value}"`], { env })
      env[name] = name === 'DATABASE_URL' ? settings.databaseUrl : said.stdout
      return ''
    }
    const line = text
      .replaceAll('http://localhost:3000', url)
      .replace(/@deskhand\/[\w-]+/g, (wanted) => tarballs[wanted] ?? wanted)
      .replace(/^npm install/, 'npm install --no-audit --no-fund --prefer-offline')
      .replace(/^curl/, 'curl -s --max-time 20')
    return (await run('sh', ['-c', line], { cwd: folder, env, timeout: 120_000 })).stdout
  }

  return {
    folder,
    url,
    printed,
    async follow(step) {
      if (step.kind === 'command') {
        const output = await command(step.text)
        const status = Number(/^HTTP\/1.1 (\d{3})/.exec(output)?.[1])
        if (step.answers !== undefined && status !== step.answers) {
          throw new Error(
            `${step.text}\nshould answer ${step.answers}, but:\n${output}\n${printed()}`,
          )
        }
        return
      }
      const path = join(folder, step.name)
      if (step.kind === 'file') return writeFileSync(path, step.text)
      const before = readFileSync(path, 'utf8')
      if (before.split(step.from).length !== 2) {
        throw new Error(`These lines are not in ${step.name} once:\n${step.from}\nbut:\n${before}`)
      }
      writeFileSync(
        path,
        before.replace(step.from, () => step.to),
      )
    },
    stopApp,
    async remove() {
      await apps.at(-1)?.end('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function isAnswering(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  )
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
