/** What a case is measured with, and what comes of it. */
import type { EngineName } from '../databases/place.ts'
import type { AnswerOf, RoleName, SettingsOf } from './process.ts'

export interface Sizes {
  /** Tickets that are seeded, with about three events each. */
  readonly tickets: number
  /** How long everything takes that goes on for a while. */
  readonly seconds: number
  /** How often each process is started. */
  readonly rounds: number
}

/** A line of the table. */
export interface Line {
  readonly title: string
  readonly engine: EngineName
  readonly figure: string
  /** What else was measured: the same work without the helpdesk, or with less of it. */
  readonly beside: string
  /** The rate beside the one without the helpdesk. */
  readonly ratio: string
  /** Processor time of the process. */
  readonly cpu: string
  readonly aim: string
}

export interface Bench {
  readonly engine: EngineName
  readonly sizes: Sizes
  /**
   * Starts a process for each round, on a fresh copy of the seeded database. Gives the answer with the least
   * `figure`: whatever else the machine does only adds to it.
   */
  best<Name extends RoleName>(
    role: Name,
    settings: SettingsOf<Name>,
    figure: (answer: AnswerOf<Name>) => number,
  ): Promise<AnswerOf<Name>>
}
