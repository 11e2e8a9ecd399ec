/** A feed that fails at an event, so that it applies nothing until the event works or is skipped. */
export interface FailingFeed {
  /** `<plugin>:<name>`. */
  readonly name: string
  /** How often it has tried. */
  readonly attempts: number
  readonly lastError: string | null
  /** When it tries again. */
  readonly retryAt: string
  readonly event: {
    readonly id: string
    readonly type: string
    readonly ticketId: string | null
    readonly createdAt: string
  }
}

export interface FeedSkipInput {
  readonly name: string
  /** The id of the event at which the feed fails. */
  readonly eventId: string
}
