/** Letting a file out of quarantine, and putting it before the scanner again. Both are on record. */
import {
  type Call,
  conflict,
  lockVisibleTicket,
  parse,
  requirePermission,
} from '@deskhand/core/plugin'
import type { AttachmentEventType } from '../events.ts'
import { scanJobName } from '../job-names.ts'
import type { Settings } from '../options.ts'
import { targetInput } from '../reading/list.ts'
import { loadFile } from '../reading/visible.ts'
import { byId } from '../removal/remove.ts'
import { type AttachmentRow, attachments } from '../schema.ts'

/** What is still being scanned can't be released: nobody knows yet what it is. */
export async function releaseFile(call: Call, rawInput: unknown): Promise<AttachmentRow> {
  return change(call, rawInput, async (inner, row) => {
    if (row.state === 'clean' || row.releasedAt) return row
    if (row.state === 'pending') {
      throw conflict('scan_pending', 'The file is still being scanned. Wait for the result.')
    }
    const released = { releasedAt: inner.now(), releasedBy: inner.actor.id }
    await inner.db.update(attachments).set(released).where(byId(inner, row))
    record(inner, 'attachment.released', row)
    return { ...row, ...released }
  })
}

export async function rescanFile(
  call: Call,
  settings: Settings,
  rawInput: unknown,
): Promise<AttachmentRow> {
  if (!settings.scanner) throw conflict('no_scanner', 'No scanner is configured.')
  return change(call, rawInput, async (inner, row) => {
    const again = {
      state: 'pending' as const,
      scanDetail: null,
      scannedAt: null,
      releasedAt: null,
      releasedBy: null,
    }
    await inner.db.update(attachments).set(again).where(byId(inner, row))
    await inner.enqueue(scanJobName, { attachmentId: row.id })
    record(inner, 'attachment.rescanned', row)
    return { ...row, ...again }
  })
}

/** With the state that the file had until then. */
function record(
  call: Call,
  type: AttachmentEventType,
  { id, ticketId, state }: AttachmentRow,
): void {
  call.emit({ type, ticketId, data: { attachmentId: id, state } })
}

function change(
  call: Call,
  rawInput: unknown,
  work: (inner: Call, row: AttachmentRow) => Promise<AttachmentRow>,
): Promise<AttachmentRow> {
  const { ticketId, attachmentId } = parse(targetInput, rawInput)
  return call.transaction(async (inner) => {
    const ticket = await lockVisibleTicket(inner, ticketId)
    await requirePermission(inner, 'attachments:release', ticket)
    return work(inner, await loadFile(inner, ticket, attachmentId))
  })
}
