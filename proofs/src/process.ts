/** Hosts in processes of their own: started, listened to, ended by their own id. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Host {
  /** Where it serves. */
  readonly url: string
  /** What it has printed on stderr. */
  log(): string
  /** `SIGKILL`: it gets no chance to do anything. */
  kill(): Promise<void>
  /** `SIGTERM`, after which it has to end by itself. */
  stop(): Promise<void>
}

/** One that may still be on its way up. */
export interface Starting {
  /** Rejects when the process ends first. */
  readonly ready: Promise<Host>
  kill(): Promise<void>
}

const startDeadlineMs = 240_000
const stopDeadlineMs = 30_000
const running = new Set<ChildProcess>()

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts `src/hosts/<name>.ts`. It serves once it has printed an address. */
export function launch(name: string, env: Readonly<Record<string, string>>): Starting {
  const script = join(import.meta.dirname, 'hosts', `${name}.ts`)
  const child = spawn(process.execPath, ['--conditions=deskhand-source', script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const ended = once(child, 'exit').finally(() => running.delete(child))
  let output = ''
  let errors = ''
  const url = Promise.withResolvers<string>()
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    const found = /http:\/\/[\w.]+:\d+/.exec(output)
    if (found) url.resolve(found[0])
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const refuse = (why: string) => url.reject(new Error(`${name} ${why}:\n${output}${errors}`))
  const timer = setTimeout(() => refuse('did not serve in time'), startDeadlineMs)
  void ended.then(([code, signal]) => refuse(`ended (${code ?? signal}) before it served`))
  url.promise.then(
    () => clearTimeout(timer),
    () => clearTimeout(timer),
  )

  async function signal(name: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) child.kill(name)
    await ended
  }

  async function stop(): Promise<void> {
    const late = setTimeout(() => child.kill('SIGKILL'), stopDeadlineMs)
    await signal('SIGTERM')
    clearTimeout(late)
    if (child.exitCode === 0) return
    throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}:\n${errors}`)
  }

  const kill = () => signal('SIGKILL')
  return { kill, ready: url.promise.then((url) => ({ url, log: () => errors, kill, stop })) }
}

/** Starts one and waits until it serves. */
export function startHost(name: string, env: Readonly<Record<string, string>>): Promise<Host> {
  return launch(name, env).ready
}
