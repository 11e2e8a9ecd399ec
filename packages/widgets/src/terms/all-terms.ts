/** The groups of terms of this package, by name: what a translation can be checked against. */

import type { agentTerms } from '../agent/terms.ts'
import type { attachmentLabels } from '../attachments/labels.ts'
import type { attachmentTerms } from '../attachments/terms.ts'
import type { statusTerms } from '../badges/terms.ts'
import type { composerTerms } from '../composer/terms.ts'
import type { filterTerms } from '../filters/terms.ts'
import type { launcherPanelTerms, launcherTerms } from '../launcher/terms.ts'
import type { markdownTerms } from '../markdown/terms.ts'
import type { newTicketTerms } from '../new-ticket/terms.ts'
import type { pickerTerms } from '../people/picker-terms.ts'
import type { portalTerms } from '../portal/terms.ts'
import type { problemTerms } from '../problems/explain.ts'
import type { sendingTerms } from '../sending/terms.ts'
import type { colourTerms, iconTerms } from '../tag-manager/look-terms.ts'
import type { tagManagerTerms } from '../tag-manager/terms.ts'
import type { tagLabels } from '../tags/labels.ts'
import type { tagTerms } from '../tags/terms.ts'
import type { closeTerms } from '../ticket/close-terms.ts'
import type { fieldTerms } from '../ticket/field-terms.ts'
import type { ticketTerms } from '../ticket/terms.ts'
import type { bulkTerms } from '../ticket-list/bulk-terms.ts'
import type { listHelpTerms } from '../ticket-list/list-help-terms.ts'
import type { pagerTerms } from '../ticket-list/pager-terms.ts'
import type { sortTerms } from '../ticket-list/sort-terms.ts'
import type { listTerms } from '../ticket-list/terms.ts'
import type { commonTerms } from './common.ts'

export interface AllTerms {
  readonly sending: typeof sendingTerms.en
  readonly 'attachment-labels': typeof attachmentLabels.en
  readonly agent: typeof agentTerms.en
  readonly launcher: typeof launcherTerms.en
  readonly 'launcher-panel': typeof launcherPanelTerms.en
  readonly portal: typeof portalTerms.en
  readonly 'new-ticket': typeof newTicketTerms.en
  readonly markdown: typeof markdownTerms.en
  readonly composer: typeof composerTerms.en
  readonly attachments: typeof attachmentTerms.en
  readonly 'close-dialog': typeof closeTerms.en
  readonly common: typeof commonTerms.en
  readonly 'bulk-bar': typeof bulkTerms.en
  readonly 'filter-panel': typeof filterTerms.en
  readonly 'list-help': typeof listHelpTerms.en
  readonly pager: typeof pagerTerms.en
  readonly 'person-picker': typeof pickerTerms.en
  readonly problems: typeof problemTerms.en
  readonly status: typeof statusTerms.en
  readonly 'tag-colours': typeof colourTerms.en
  readonly 'tag-icons': typeof iconTerms.en
  readonly 'tag-labels': typeof tagLabels.en
  readonly 'tag-manager': typeof tagManagerTerms.en
  readonly tags: typeof tagTerms.en
  readonly ticket: typeof ticketTerms.en
  readonly 'ticket-fields': typeof fieldTerms.en
  readonly 'sort-menu': typeof sortTerms.en
  readonly 'ticket-list': typeof listTerms.en
}
