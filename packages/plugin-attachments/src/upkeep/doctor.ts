/** What needs a hand. Looks at rows only; the weekly check has looked at the store. */
import { and, eq, isNotNull, isNull, lt } from '@deskhand/core/db'
import type { Call, Finding } from '@deskhand/core/plugin'
import type { Settings } from '../options.ts'
import { attachments, blobs } from '../schema.ts'

const hour = 3_600_000
const countLimit = 1_000

export async function findings(call: Call, settings: Settings): Promise<Finding[]> {
  const { scanner, serveUnscanned, store } = settings
  const ago = (ms: number) => new Date(call.now().getTime() - ms)
  const noScanner = !scanner && !serveUnscanned
  return [
    ...(noScanner
      ? [
          {
            code: 'attachments_not_served',
            detail:
              'No scanner is configured, so no file is served. Give attachments() a scanner, or say serveUnscanned: true.',
          },
        ]
      : []),
    ...finding(
      await rowsOf(call, isNotNull(blobs.missingAt)),
      'attachment_bytes_missing',
      (total) =>
        `${total} files have no bytes in the store (${store.name}). Bring them back from a backup, or purge the files.`,
    ),
    ...finding(
      await rowsOf(call, eq(blobs.state, 'stray')),
      'attachment_bytes_unknown',
      (total) =>
        `${total} blobs in the store (${store.name}) belong to no file. Check with removeStrays: true to remove them, unless the database is older than the store.`,
    ),
    ...finding(
      await rowsOf(call, and(eq(blobs.state, 'doomed'), lt(blobs.since, ago(24 * hour)))),
      'attachment_purge_stuck',
      (total) => `${total} purged files are still in the store (${store.name}). Is it reachable?`,
    ),
    ...(scanner
      ? finding(
          await waitingSince(call, ago(hour)),
          'attachment_scan_stuck',
          (total) =>
            `${total} files have waited over an hour for ${scanner.name}. Is it running? Until then they are not served.`,
        )
      : []),
  ]
}

function finding(found: number, code: string, detail: (total: string) => string): Finding[] {
  if (found === 0) return []
  return [{ code, detail: detail(found >= countLimit ? `${countLimit} or more` : String(found)) }]
}

async function rowsOf(call: Call, condition: ReturnType<typeof and>): Promise<number> {
  const rows = await call.db
    .select({ key: blobs.key })
    .from(blobs)
    .where(condition)
    .limit(countLimit)
  return rows.length
}

async function waitingSince(call: Call, before: Date): Promise<number> {
  const rows = await call.db
    .select({ id: attachments.id })
    .from(attachments)
    .where(
      and(
        eq(attachments.state, 'pending'),
        isNull(attachments.scannedAt),
        lt(attachments.createdAt, before),
      ),
    )
    .limit(countLimit)
  return rows.length
}
