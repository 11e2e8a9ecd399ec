/** What the servers of this benchmark and whoever started them say to each other. */

export type Role = 'deskhand' | 'bare'

export interface ServerSettings {
  readonly role: Role
  /** For files and the database; empty at first. */
  readonly folder: string
}

/** `idle` collects garbage first. */
export type Question = 'usage' | 'idle'

export interface Usage {
  /** Milliseconds of processor time so far. */
  readonly cpu: number
  /** Bytes that are resident now. */
  readonly rss: number
  /** The most that was resident since the process began. */
  readonly peak: number
}
