/** Scanning: each file once after its upload, and whatever is still waiting every minute. */
import { and, eq, isNull, lt } from '@deskhand/core/db'
import { after, type Call, id, type JobDefinition, job, ordered } from '@deskhand/core/plugin'
import { z } from 'zod'
import { scanJobName } from '../job-names.ts'
import type { Settings } from '../options.ts'
import { type AttachmentRow, attachments } from '../schema.ts'
import { ScannerUnavailable } from './port.ts'
import { loadWaiting, scanFile } from './scan-file.ts'

const minute = 60_000
const batch = 50
const keyset = [attachments.createdAt, attachments.id]

export function scanJob(settings: Settings): JobDefinition {
  return job({
    name: scanJobName,
    schema: z.strictObject({ attachmentId: id() }),
    async run(call, { attachmentId }, { signal }) {
      const { scanner, logger } = settings
      const row = scanner && (await loadWaiting(call, attachmentId))
      if (!scanner || !row) return
      try {
        await scanFile(call, settings, scanner, row, signal)
      } catch (error) {
        if (!(error instanceof ScannerUnavailable)) throw error
        // It stays pending, and the backlog below has it.
        logger.warn(`${scanner.name} can't be asked; files wait for it`, { error })
      }
    },
  })
}

/** Files that were uploaded while there was no scanner, or none that answered. */
export function backlogJob(settings: Settings): JobDefinition {
  return job({
    name: 'attachments:backlog',
    schema: z.strictObject({}),
    every: minute,
    async run(call, _payload, { signal }) {
      const { scanner, logger } = settings
      if (!scanner) return
      for (const state of ['pending', 'unscanned'] as const) {
        let last: AttachmentRow | undefined
        do {
          const rows = await waiting(call, state, last)
          for (const row of rows) {
            if (signal.aborted) return
            try {
              await scanFile(call.asSystem(row.tenantId), settings, scanner, row, signal)
            } catch (error) {
              if (error instanceof ScannerUnavailable) {
                logger.warn(`${scanner.name} can't be asked; files wait for it`, { error })
                return
              }
              logger.error('a file could not be scanned', { attachmentId: row.id, error })
            }
          }
          last = rows.length === batch ? rows.at(-1) : undefined
        } while (last)
      }
    },
  })
}

/** Older than two minutes: before that its own job has it. */
function waiting(
  call: Call,
  state: AttachmentRow['state'],
  last: AttachmentRow | undefined,
): Promise<AttachmentRow[]> {
  return call.db
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.state, state),
        isNull(attachments.scannedAt),
        lt(attachments.createdAt, new Date(call.now().getTime() - 2 * minute)),
        last ? after(keyset, 'asc', [last.createdAt, last.id]) : undefined,
      ),
    )
    .orderBy(...ordered(keyset, 'asc'))
    .limit(batch)
}
