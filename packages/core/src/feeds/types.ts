/** A feed that fails at an event. It applies no later event until this one succeeds or is skipped. */
export interface FailingFeed {
  /** `<plugin>:<name>`. */
  readonly name: string
  /** The number of failed tries. */
  readonly attempts: number
  readonly lastError: string | null
  /** The time of the next try, in ISO 8601. */
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
