/** A ticket's story: who opens it, then who does what and when, up to its end. */
import type { TicketCreateInput } from '@deskhand/core'
import type { DemoApi } from '../helpdesk.ts'
import type { DemoPerson } from '../people/people.ts'
import type { CategoryName, Problem } from './problem.ts'
import type { Random } from './random.ts'
import type { Fill } from './wording.ts'

/** Something that somebody does at a moment (milliseconds since 1970). */
interface Step {
  readonly at: number
  readonly actor: DemoPerson
  act(desk: DemoApi, ticketId: string): Promise<unknown>
}

export interface Story {
  readonly at: number
  readonly opener: DemoPerson
  readonly category: CategoryName
  readonly input: TicketCreateInput
  readonly tags: readonly string[]
  readonly steps: readonly Step[]
}

/** What the chapters of a story share. */
export interface Plot {
  readonly random: Random
  readonly problem: Problem
  readonly fill: Fill
  /** `null` for a stranger, who never answers. */
  readonly requester: DemoPerson | null
  /** Who works on it at this point of the story. */
  agent: DemoPerson
  readonly timeline: Timeline
}

export interface Timeline {
  readonly steps: Step[]
  /** The next step, about that many hours after the last one. */
  after(hours: number, actor: DemoPerson, act: Step['act']): void
  /** Exactly that many hours go by. */
  pause(hours: number): void
}

/** Steps that follow each other; `pace` below 1 is faster. */
export function createTimeline(start: number, random: Random, pace: number): Timeline {
  const steps: Step[] = []
  let at = start
  return {
    steps,
    after(hours, actor, act) {
      at += Math.round(random.around(hours) * pace * 3_600_000)
      steps.push({ at, actor, act })
    },
    pause(hours) {
      at += Math.round(hours * 3_600_000)
    },
  }
}
