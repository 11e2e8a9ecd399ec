/** Hosts in processes of their own. */
import { join } from 'node:path'
import { type StartedProcess, startScript } from '../../packages/core/test/support/processes.ts'

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

/** Starts `src/hosts/<name>.ts`, which reports on stdout. */
export function startScriptOf(name: string, env: Readonly<Record<string, string>>): StartedProcess {
  return startScript(join(import.meta.dirname, 'hosts', `${name}.ts`), [], { env })
}

/** Starts `src/hosts/<name>.ts`. It serves once it has printed an address. */
export function launch(name: string, env: Readonly<Record<string, string>>): Starting {
  const host = startScriptOf(name, env)

  async function kill(): Promise<void> {
    await host.end('SIGKILL')
  }

  async function stop(): Promise<void> {
    const exit = await host.end('SIGTERM')
    if (exit !== 0) throw new Error(`${name} ended with ${exit}:\n${host.errors()}`)
  }

  const ready = host
    .printed(/http:\/\/[\w.]+:\d+(?=\s)/)
    .then((url) => ({ url, log: host.errors, kill, stop }))
  return { ready, kill }
}

/** Starts one and waits until it serves. */
export function startHost(name: string, env: Readonly<Record<string, string>>): Promise<Host> {
  return launch(name, env).ready
}
