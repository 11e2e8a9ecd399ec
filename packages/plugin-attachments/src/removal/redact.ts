/** Redacts the stored text about a file. Its bytes stay. */
import { and, eq, isNull } from '@deskhand/core/db'
import type { RedactHandler } from '@deskhand/core/plugin'
import { type AttachmentRow, attachments } from '../schema.ts'
import { cleanName, extensionOf } from '../types/names.ts'
import { byId } from './remove.ts'

/**
 * The names of the ticket's own files, or of those of one reply, deleted ones among them. `scanDetail` is the
 * scanner's text. Only purging the file removes its contents.
 */
export const redactHandler: RedactHandler = async (call, { ticketId, replyId, replace }) => {
  const rows = await call.db
    .select()
    .from(attachments)
    .where(
      and(
        eq(attachments.tenantId, call.tenantId),
        eq(attachments.ticketId, ticketId),
        replyId === undefined ? isNull(attachments.replyId) : eq(attachments.replyId, replyId),
      ),
    )
  for (const row of rows) {
    const changes = redacted(row, replace)
    if (changes.name === row.name && changes.declaredType === row.declaredType) continue
    await call.db.update(attachments).set(changes).where(byId(call, row))
  }
}

type Replace = (text: string) => string

function redacted(
  { name, declaredType }: AttachmentRow,
  replace: Replace,
): Pick<AttachmentRow, 'name' | 'declaredType'> {
  const isDeclared = declaredType !== null && replace(declaredType) === declaredType
  return { name: redactedName(name, replace), declaredType: isDeclared ? declaredType : null }
}

/** The extension stays: it comes from a list, and says how to open the file. */
export function redactedName(name: string, replace: Replace): string {
  const whole = replace(name)
  if (whole === name) return name
  const extension = extensionOf(name)
  const ending = extension === '' ? '' : name.slice(-extension.length - 1)
  const base = ending === '' ? name : name.slice(0, -ending.length)
  // The text may extend into the extension, and is then not in the base alone.
  const left = replace(base) === base ? whole : replace(base)
  return cleanName(`${left.trim() === '' ? 'redacted' : left}${ending}`)
}
