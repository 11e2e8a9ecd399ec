/** Puts one file before the scanner and writes down what it says. */
import { and, eq, inArray } from '@deskhand/core/db'
import type { Call } from '@deskhand/core/plugin'
import { openFile } from '../download/open.ts'
import type { Settings } from '../options.ts'
import { byId, tell } from '../removal/remove.ts'
import { type AttachmentRow, attachments } from '../schema.ts'
import { StoreError } from '../stores/port.ts'
import type { Scanner, Verdict } from './port.ts'

const maxDetail = 200

/**
 * Takes back a release from before the verdict, unless the file is clean: whoever released it did
 * not know. Throws `ScannerUnavailable`, or what the store throws, and leaves the file as it is.
 */
export async function scanFile(
  call: Call,
  settings: Settings,
  scanner: Scanner,
  row: AttachmentRow,
  signal: AbortSignal,
): Promise<void> {
  const verdict = await verdictOf(settings, scanner, row, signal)
  const found =
    verdict.state === 'clean'
      ? { scanDetail: null }
      : { scanDetail: verdict.detail.slice(0, maxDetail), releasedAt: null, releasedBy: null }
  await call.transaction(async (inner) => {
    const [changed] = await inner.db
      .update(attachments)
      .set({ state: verdict.state, ...found, scannedAt: inner.now() })
      .where(and(byId(inner, row), inArray(attachments.state, ['pending', 'unscanned'])))
      .returning()
    if (changed) tell(inner, 'attachment.scanned', changed, { state: changed.state })
  })
}

async function verdictOf(
  settings: Settings,
  scanner: Scanner,
  row: AttachmentRow,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    return await scanner.scan(await openFile(settings, row), { signal })
  } catch (error) {
    const { cause } = (error ?? {}) as { cause?: unknown }
    const isMissing = cause instanceof StoreError && cause.code === 'not_found'
    if (isMissing) return { state: 'failed', detail: 'The bytes are missing from the store.' }
    throw error
  }
}

export async function loadWaiting(call: Call, attachmentId: string): Promise<AttachmentRow | null> {
  const [row] = await call.db
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        eq(attachments.id, attachmentId),
        inArray(attachments.state, ['pending', 'unscanned']),
      ),
    )
    .limit(1)
  return row ?? null
}
