/** Starts a server and waits until it listens. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Question, ServerSettings, Usage } from './protocol.ts'

export interface Server {
  readonly url: string
  ask(question: Question): Promise<Usage>
  stop(): Promise<void>
}

const startDeadline = 120_000
const stopDeadline = 5_000

export interface StartOptions {
  /** Runs what `pnpm build` made instead of the source. Default false. */
  readonly built?: boolean
  /** A folder for what V8 has compiled. */
  readonly cache?: string
}

export async function startServer(
  settings: ServerSettings,
  { built = false, cache }: StartOptions = {},
): Promise<Server> {
  const child = fork(join(import.meta.dirname, 'main.ts'), [JSON.stringify(settings)], {
    execArgv: [...(built ? [] : ['--conditions=deskhand-source']), '--expose-gc'],
    ...(cache !== undefined && { env: { ...process.env, NODE_COMPILE_CACHE: cache } }),
  })
  const { port } = await answerOf<{ port: number }>(child)
  return {
    url: `http://127.0.0.1:${port}`,
    ask(question) {
      child.send(question)
      return answerOf<Usage>(child)
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      const late = setTimeout(() => child.kill('SIGKILL'), stopDeadline)
      child.disconnect()
      await exited
      clearTimeout(late)
    },
  }
}

function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = () =>
      reject(new Error('A server of the benchmark ended, or said nothing in time.'))
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      fail()
    }, startDeadline)
    child.once('exit', fail)
    child.once('message', (answer) => {
      clearTimeout(late)
      child.off('exit', fail)
      resolve(answer as Answer)
    })
  })
}
