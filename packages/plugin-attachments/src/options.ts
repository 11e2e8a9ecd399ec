/** What a host may set, and what holds where it sets nothing. */
import type { Logger, PluginContext, PluginFacts, Sealer } from '@deskhand/core/plugin'
import type { CheckedOptions } from './options-schema.ts'
import type { Scanner } from './scan/port.ts'
import type { AttachmentStore } from './stores/port.ts'
import { type AllowedType, defaultTypes } from './types/allowed.ts'
import type { AttachmentFacts } from './types.ts'
import type { Pace } from './upload/paced.ts'

export interface AttachmentsOptions {
  /** `localDisk({ dir })`, or `s3({ client, bucket })` from `@deskhand/plugin-attachments/s3`. */
  readonly storage: AttachmentStore
  /** Such as `clamav({ port: 3310 })`. Files are served when it has found them clean. */
  readonly scanner?: Scanner
  /** Serves files that no scanner has seen. Say so when you have none. Default false. */
  readonly serveUnscanned?: boolean
  /** Replaces the list of accepted types; extend `defaultTypes` to add some. */
  readonly types?: readonly AllowedType[]
  readonly limits?: Partial<AttachmentLimits>
  /** Milliseconds that an upload may take. */
  readonly timeouts?: Partial<Pace>
  readonly retention?: Partial<AttachmentRetention>
  /**
   * Sends the browser of a download link on to a URL of the store, where it has such URLs and the file
   * is to be saved. Default false: the bytes come through the helpdesk.
   */
  readonly redirectLinks?: boolean
}

export interface AttachmentLimits {
  /** Bytes of a file. Default 50 MiB. */
  readonly fileBytes: number
  /** Bytes of all files of a ticket. Default 200 MiB. */
  readonly ticketBytes: number
  /** Files of a ticket. Default 200. */
  readonly ticketFiles: number
  /** Files that come with one ticket or reply. Default 20. */
  readonly filesAtOnce: number
  /** Drafts that somebody may have. Default 100. */
  readonly drafts: number
}

export interface AttachmentRetention {
  /** Hours until a draft that was put on no ticket is removed. Default 24. */
  readonly draftHours: number
  /** Days until a deleted file is removed for good; `null` keeps it with its ticket. Default 30. */
  readonly deletedDays: number | null
}

export interface Settings {
  readonly store: AttachmentStore
  readonly scanner: Scanner | undefined
  readonly serveUnscanned: boolean
  readonly types: readonly AllowedType[]
  readonly limits: AttachmentLimits
  readonly pace: Pace
  readonly retention: AttachmentRetention
  readonly redirectLinks: boolean
  readonly basePath: string
  /** Seals the cursors of lists of files. */
  readonly cursors: Sealer
  /** Seals download links. */
  readonly links: Sealer
  readonly logger: Logger
}

export function settingsOf(
  { storage, scanner, types, timeouts, ...options }: CheckedOptions,
  { basePath, sealer, logger }: PluginContext,
): Settings {
  return {
    ...options,
    store: storage,
    scanner,
    types: types ?? defaultTypes,
    pace: timeouts,
    basePath,
    cursors: sealer('cursors'),
    links: sealer('links'),
    logger,
  }
}

/** What a page checks before it uploads; see `AttachmentFacts`. */
export function factsOf({ limits, types, scanner }: Settings): AttachmentFacts & PluginFacts {
  return {
    fileBytes: limits.fileBytes,
    filesAtOnce: limits.filesAtOnce,
    extensions: [...new Set(types.flatMap(({ extensions }) => extensions))],
    isScanned: scanner !== undefined,
  }
}
