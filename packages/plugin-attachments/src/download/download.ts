/** Rights first, each time; then bytes. */
import {
  type Actor,
  type Call,
  id,
  invalidField,
  loadVisibleTicket,
  parse,
  requirePermission,
} from '@deskhand/core/plugin'
import { z } from 'zod'
import { attachmentNotFound } from '../errors.ts'
import type { Settings } from '../options.ts'
import { presentFile } from '../reading/present.ts'
import { loadFile } from '../reading/visible.ts'
import type { AttachmentRow } from '../schema.ts'
import type { Disposition, Download, DownloadLink } from '../types.ts'
import { contentDisposition, dispositionFor } from './headers.ts'
import { linkLifetimeMs, openLink, sealLink } from './links.ts'
import { openFile, requireServed } from './open.ts'
import { respondWithFile } from './respond.ts'

const downloadInput = z.strictObject({
  ticketId: id(),
  attachmentId: id(),
  start: z.int().min(0).optional(),
  end: z.int().min(0).optional(),
})

export const linkInput = z.strictObject({
  ticketId: id(),
  attachmentId: id(),
  disposition: z.enum(['attachment', 'inline']).default('attachment'),
})

/** A file that the actor may read, whatever its state. */
async function readableFile(
  call: Call,
  ticketId: string,
  attachmentId: string,
): Promise<AttachmentRow> {
  const ticket = await loadVisibleTicket(call, ticketId)
  await requirePermission(call, 'attachments:read', ticket)
  return loadFile(call, ticket, attachmentId)
}

export async function download(
  call: Call,
  settings: Settings,
  rawInput: unknown,
): Promise<Download> {
  const { ticketId, attachmentId, start = 0, end } = parse(downloadInput, rawInput)
  const row = await readableFile(call, ticketId, attachmentId)
  requireServed(settings, row)
  const last = Math.min(end ?? row.size - 1, row.size - 1)
  if (start > last) throw invalidField('/start', `The file has ${row.size} bytes.`)
  const isWhole = start === 0 && last === row.size - 1
  const body = await openFile(settings, row, isWhole ? undefined : { start, end: last })
  return { attachment: await presentFile(call, settings, row), body }
}

const linkPath = '/attachments/links/'

export async function makeLink(
  call: Call,
  settings: Settings,
  rawInput: unknown,
): Promise<DownloadLink> {
  const { ticketId, attachmentId, disposition } = parse(linkInput, rawInput)
  const row = await readableFile(call, ticketId, attachmentId)
  requireServed(settings, row)
  if (dispositionFor(disposition, row) !== disposition) {
    throw invalidField(
      '/disposition',
      'Only PDF files, and pictures of up to 50 megapixels, are shown in place. Use "attachment".',
    )
  }
  if (call.actor.role === 'system') throw new TypeError('Links are made for people.')
  const { id: actorId, role, organisationId, teams } = call.actor
  const expiresAt = call.now().getTime() + linkLifetimeMs
  const token = sealLink(settings.links, {
    tenantId: call.tenantId,
    ticketId,
    attachmentId,
    disposition,
    expiresAt,
    actor: { id: actorId, role, organisationId, teams: teams && [...teams] },
  })
  return {
    url: `${settings.basePath}${linkPath}${token}`,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

/** Acts as the person of the link with the rights that they have now. */
export async function followLink(
  call: Call,
  settings: Settings,
  token: string,
  request: Request,
): Promise<Response> {
  const link = openLink(settings.links, token, call.now())
  const { tenantId, actor, ticketId, attachmentId, disposition } = link
  const system = call.asSystem(tenantId)
  const person = system.actAs(await currentActor(system, actor), 'http')
  const row = await readableFile(person, ticketId, attachmentId)
  requireServed(settings, row)
  const url = await directUrl(settings, row, disposition)
  if (url === undefined) return respondWithFile(settings, row, request, disposition)
  return new Response(null, {
    status: 302,
    headers: { location: url, 'referrer-policy': 'no-referrer' },
  })
}

/** Throws `not_found` (404) if the host no longer knows the person. */
async function currentActor({ people }: Call, sealed: Actor): Promise<Actor> {
  if (!people.canResolve) return sealed
  const actor = (await people.actors([sealed.id])).get(sealed.id)
  if (!actor) throw attachmentNotFound()
  return actor
}

/** Only to be saved: what the store serves has none of our headers. */
async function directUrl(
  { store, redirectLinks }: Settings,
  { blobKey, name, type }: AttachmentRow,
  disposition: Disposition,
): Promise<string | undefined> {
  if (!redirectLinks || disposition !== 'attachment') return undefined
  return store.signedUrl?.(blobKey, {
    expiresInSeconds: 60,
    disposition: contentDisposition('attachment', name),
    type,
  })
}
