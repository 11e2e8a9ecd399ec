/** Processes that a test file starts. None of them outlives the file, even when its set-up fails. */
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

export type Exit = number | NodeJS.Signals

export interface StartedProcess {
  /** What it has printed on stdout. */
  output(): string
  /** What it has printed on stderr. */
  errors(): string
  /** Waits for a condition. Rejects if the process ends first. */
  until(isReady: () => boolean | Promise<boolean>): Promise<void>
  /** Waits for output that matches, and gives the first group. Rejects if the process ends first. */
  printed(pattern: RegExp): Promise<string>
  /** The exit code, or the signal that ended the process. */
  readonly ended: Promise<Exit>
  /** Sends a signal, such as `SIGSTOP`. */
  send(signal: NodeJS.Signals): void
  /** Sends a signal, then waits for the end. */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<Exit>
}

export interface StartOptions {
  readonly cwd?: string
  /** The whole environment, apart from `PATH`. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

const pollMs = 20
const running = new Set<StartedProcess>()
let isOver = false

/** Begins a test file. Call the result after the file: vitest ends its workers by SIGTERM, without `exit`. */
export function watchProcesses(): () => Promise<void> {
  isOver = false
  return async () => {
    isOver = true
    await Promise.all([...running].map((one) => one.end('SIGKILL')))
  }
}

/** Registers the process before anybody waits for it. Throws once the test file is over. */
export function startProcess(
  command: string,
  args: readonly string[],
  { cwd, env }: StartOptions = {},
): StartedProcess {
  if (isOver) throw new Error(`The test file is over; it starts no ${command} any more.`)
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  let exit: Exit | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const started: StartedProcess = {
    output: () => output,
    errors: () => errors,
    ended: new Promise((resolve) => {
      child.once('close', (code, signal) => {
        running.delete(started)
        exit = code ?? signal ?? 0
        resolve(exit)
      })
    }),
    async until(isReady) {
      while (!(await isReady())) {
        if (exit !== undefined)
          throw new Error(`${command} ended with ${exit}:\n${output}${errors}`)
        await sleep(pollMs)
      }
    },
    async printed(pattern) {
      await started.until(() => pattern.test(output))
      const [whole, group] = pattern.exec(output) ?? []
      return group ?? whole ?? ''
    },
    send: (signal) => void child.kill(signal),
    async end(signal) {
      child.kill(signal)
      return started.ended
    },
  }
  running.add(started)
  return started
}

/** Runs a TypeScript file on the source of the workspace. */
export function startScript(
  file: string,
  args: readonly string[] = [],
  options: StartOptions = {},
): StartedProcess {
  return startProcess(process.execPath, ['--conditions=deskhand-source', file, ...args], options)
}
