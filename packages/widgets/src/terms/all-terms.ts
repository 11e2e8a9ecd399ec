/** The groups of terms of this package, by name: what a translation can be checked against. */

import type { attachmentTerms } from '../attachments/terms.ts'
import type { statusTerms } from '../badges/terms.ts'
import type { composerTerms } from '../composer/terms.ts'
import type { filterTerms } from '../filters/terms.ts'
import type { markdownTerms } from '../markdown/terms.ts'
import type { newTicketTerms } from '../new-ticket/terms.ts'
import type { pickerTerms } from '../people/picker-terms.ts'
import type { problemTerms } from '../problems/explain.ts'
import type { ticketTerms } from '../ticket/terms.ts'
import type { listTerms } from '../ticket-list/terms.ts'
import type { commonTerms } from './localizer.ts'

export interface AllTerms {
  readonly 'new-ticket': typeof newTicketTerms.en
  readonly markdown: typeof markdownTerms.en
  readonly composer: typeof composerTerms.en
  readonly attachments: typeof attachmentTerms.en
  readonly common: typeof commonTerms.en
  readonly 'filter-panel': typeof filterTerms.en
  readonly 'person-picker': typeof pickerTerms.en
  readonly problems: typeof problemTerms.en
  readonly status: typeof statusTerms.en
  readonly ticket: typeof ticketTerms.en
  readonly 'ticket-list': typeof listTerms.en
}
