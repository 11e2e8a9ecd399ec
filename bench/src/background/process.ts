/** Processes that each do one thing. None outlives its deadline or the process that started it. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Place } from '../databases/place.ts'
import { profileVariable } from './cost.ts'
import type { roles } from './roles.ts'

type Roles = typeof roles
export type RoleName = keyof Roles
export type SettingsOf<Name extends RoleName> = Parameters<Roles[Name]>[1]
type Answers = { [Name in RoleName]: Awaited<ReturnType<Roles[Name]>> }
export type AnswerOf<Name extends RoleName> = Answers[Name]

/** What a process is told at its start. */
export interface Order {
  readonly role: RoleName
  readonly place: Place
  readonly settings: unknown
  readonly watch: Watch
}

/** When a process ends itself, whatever it is doing. */
export interface Watch {
  readonly role: RoleName
  /** The id of the process that started it: when that one has ended. */
  readonly parent: number
  /** When it has run for so long. */
  readonly seconds: number
}

export interface RunOptions {
  /** A file for a profile of V8. */
  readonly profile?: string | undefined
  /** How long the process may run. */
  readonly seconds: number
}

/** Starts a process, and ends it when it has answered. */
export async function runRole<Name extends RoleName>(
  role: Name,
  place: Place,
  settings: SettingsOf<Name>,
  { profile, seconds }: RunOptions,
): Promise<AnswerOf<Name>> {
  const watch: Watch = { role, parent: process.pid, seconds }
  const order: Order = { role, place, settings, watch }
  const child = fork(join(import.meta.dirname, 'worker.ts'), [JSON.stringify(order)], {
    execArgv: ['--conditions=deskhand-source'],
    env: { ...process.env, ...(profile !== undefined && { [profileVariable]: profile }) },
  })
  const exited = once(child, 'exit')
  const unanswered = exited.then(() => {
    throw new Error(`The process "${role}" ended without an answer. Its output says why.`)
  })
  const [answer] = await Promise.race([once(child, 'message'), unanswered])
  if (child.connected) child.disconnect()
  await exited
  return answer as AnswerOf<Name>
}
