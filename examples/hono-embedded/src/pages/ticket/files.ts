/** The files of a ticket, where the helpdesk has the plugin. */
import type { Attachment } from '@deskhand/plugin-attachments'
import { html } from 'hono/html'
import type { Html } from '../html.ts'

export function fileList(basePath: string, files: readonly Attachment[]): Html | '' {
  if (files.length === 0) return ''
  return html`<section class="files" aria-labelledby="files">
    <h2 id="files">Files</h2>
    <ul>${files.map((file) => html`<li><a href="${hrefOf(basePath, file)}">${file.name}</a> <span class="quiet">${sizeOf(file.size)}, ${file.uploadedBy.name}</span></li>`)}</ul>
  </section>`
}

/** Shown in place where a browser can do that safely. */
function hrefOf(basePath: string, { ticketId, id, isInline }: Attachment): string {
  const path = `${basePath}/tickets/${ticketId}/attachments/${id}/content`
  return isInline ? `${path}?disposition=inline` : path
}

function sizeOf(bytes: number): string {
  return bytes < 1_000 ? `${bytes} bytes` : `${(bytes / 1_000).toFixed(1)} kB`
}
