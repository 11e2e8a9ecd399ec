/** Tags on the pages, where the helpdesk has the plugin. */
import type { Page, TicketListInput, TicketSummary } from '@deskhand/core'
import type { TicketTag } from '@deskhand/plugin-tags'
import { html } from 'hono/html'
import type { DemoApi } from '../helpdesk.ts'
import type { Html } from './html.ts'

export interface TicketWithTags extends TicketSummary {
  readonly tags?: readonly TicketTag[]
}

export function listWithTags(desk: DemoApi, input: TicketListInput): Promise<Page<TicketWithTags>> {
  return desk.tickets.list({ ...input, ...(desk.tags && { include: ['tags'] }) })
}

/** A dot in the colour of each tag: the page's policy allows no style of its own. */
export function chips(tags: readonly TicketTag[] = []): Html {
  return html`${tags.map(({ name, colour }) => html` <span class="chip"><svg viewBox="0 0 8 8" aria-hidden="true"><circle cx="4" cy="4" r="4" fill="${colour}"/></svg>${name}</span>`)}`
}
