/** Starts a server on an empty folder, which is gone when it stops. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Question, Role, Usage } from './protocol.ts'

export interface FileServer {
  readonly role: Role
  readonly port: number
  ask(question: Question): Promise<Usage>
  stop(): Promise<void>
}

export async function startFileServer(role: Role, parent: string): Promise<FileServer> {
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, `${role}-`))
  const child = fork(join(import.meta.dirname, 'server.ts'), [JSON.stringify({ role, folder })], {
    execArgv: ['--conditions=deskhand-source', '--expose-gc'],
  })
  const exited = once(child, 'exit')
  const answer = async <Answer>(): Promise<Answer> => {
    const ended = exited.then(() => {
      throw new Error(`The server "${role}" of the benchmark ended.`)
    })
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [Answer]
    return message
  }
  const { port } = await answer<{ port: number }>()
  return {
    role,
    port,
    ask(question) {
      child.send(question)
      return answer<Usage>()
    },
    async stop() {
      if (child.connected) child.disconnect()
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
