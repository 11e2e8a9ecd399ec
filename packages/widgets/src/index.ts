/** `@deskhand/widgets`: classes, types and what elements of plugins are built with. Registers nothing. */
export { DeskhandAgent } from './agent/agent.ts'
export { agentTerms } from './agent/terms.ts'
export { type AgentView, defaultViews } from './agent/views.ts'
export { DeskhandAttachments } from './attachments/attachment-list.ts'
export { DeskhandUpload } from './attachments/upload-field.ts'
export { DeskhandPriority } from './badges/priority.ts'
export { DeskhandStatus } from './badges/status.ts'
export { statusTerms } from './badges/terms.ts'
export {
  DeskhandComposer,
  type ReplySentDetail,
  type ReplySubmitDetail,
} from './composer/composer.ts'
export {
  type Contribution,
  type ContributionFacts,
  contributionsTo,
  labelOf,
} from './contributions/contribution.ts'
export { DeskhandSlot } from './contributions/slot.ts'
export type * from './contributions/slots.ts'
export { defineElement } from './element/define-element.ts'
export { DeskhandElement } from './element/deskhand-element.ts'
export {
  type DeskhandErrorDetail,
  type DeskhandEventName,
  type EventKind,
  emit,
} from './element/events.ts'
export { DeskhandFilterChips } from './filters/filter-chips.ts'
export { DeskhandFilterPanel, type FiltersChangeDetail } from './filters/filter-panel.ts'
export { filterTerms } from './filters/terms.ts'
export * from './icons/icons.ts'
export { isComposing } from './keyboard/is-composing.ts'
export { DeskhandLauncher } from './launcher/launcher.ts'
export { DeskhandLauncherPanel } from './launcher/launcher-panel.ts'
export { launcherPanelTerms, launcherTerms } from './launcher/terms.ts'
export { KeysetList, type KeysetListOptions, type ListStatus } from './lists/keyset-list.ts'
export { type Find, TypedSearch } from './lists/typed-search.ts'
export type { Live, LiveItem, LiveState, LiveSubscription } from './live/live.ts'
export { LiveController, type LiveControllerOptions } from './live/live-controller.ts'
export { DeskhandMarkdownField } from './markdown/markdown-field.ts'
export type { Messages, ToastInput, ToastTone } from './messages/messages.ts'
export type { Place } from './navigation/place.ts'
export {
  DeskhandNewTicket,
  type TicketCreatedDetail,
  type TicketSubmitDetail,
} from './new-ticket/new-ticket.ts'
export { MenuController } from './overlay/menu-controller.ts'
export { openDialog } from './overlay/open-dialog.ts'
export { PopoverController, type PopoverOptions } from './overlay/popover-controller.ts'
export { PeopleSearch, type PeopleSearchOptions } from './people/people-search.ts'
export { DeskhandPerson } from './people/person.ts'
export { DeskhandPersonPicker, type PersonPickDetail } from './people/person-picker.ts'
export { pickerTerms } from './people/picker-terms.ts'
export { DeskhandPortal } from './portal/portal.ts'
export { portalTerms } from './portal/terms.ts'
export { explainProblem, isAborted, problemTerms } from './problems/explain.ts'
export { DeskhandProvider, type Theme } from './provider/provider.ts'
export { DeskhandRichText } from './rich-text/rich-text.ts'
export { newKey } from './sending/attempts.ts'
export type { WidgetClient } from './session/client.ts'
export type { Drafts } from './session/drafts.ts'
export {
  type Session,
  type SessionStatus,
  sessionContext,
} from './session/session.ts'
export { type SessionHost, type SessionTaskOptions, sessionTask } from './session/session-host.ts'
export { DeskhandTagForm, type TagSubmitDetail } from './tag-manager/tag-form.ts'
export type { TagValues } from './tag-manager/tag-list-controller.ts'
export { DeskhandTagManager } from './tag-manager/tag-manager.ts'
export type { TagLook } from './tags/tag.ts'
export { DeskhandTagBulk } from './tags/tag-bulk.ts'
export { DeskhandTagColumn } from './tags/tag-column.ts'
export { DeskhandTagField } from './tags/tag-field.ts'
export { DeskhandTagFilter } from './tags/tag-filter.ts'
export { DeskhandTagPicker, type TagPickDetail } from './tags/tag-picker.ts'
export { DeskhandTags, type TagsChangedDetail } from './tags/tags.ts'
export type { AllTerms } from './terms/all-terms.ts'
export { commonTerms } from './terms/common.ts'
export type { Localizer } from './terms/localizer.ts'
export { pseudoRightToLeft } from './terms/pseudo.ts'
export {
  defineTerms,
  english,
  type PluralForms,
  pluralOf,
  type Term,
  type TermGroup,
  type Terms,
} from './terms/terms.ts'
export type { TermOverrides, Translation } from './terms/translation.ts'
export { buttonStyles } from './theme/buttons.ts'
export { chipStyles } from './theme/chips.ts'
export { dialogStyles } from './theme/dialogs.ts'
export { fieldStyles } from './theme/fields.ts'
export { menuStyles } from './theme/menus.ts'
export { skeletonStyles } from './theme/skeletons.ts'
export type { TicketChange, TicketField } from './ticket/changes.ts'
export { type Choice, DeskhandTicketChoice } from './ticket/choice.ts'
export { DeskhandCloseDialog } from './ticket/close-dialog.ts'
export { DeskhandTicketDetails, type TicketEdit } from './ticket/details.ts'
export { DeskhandTicketPerson, type PersonChoice } from './ticket/person-field.ts'
export { DeskhandTicket, type DeskhandTicketChangedDetail } from './ticket/ticket.ts'
export type { Team } from './ticket/values.ts'
export type { BulkFailure } from './ticket-list/bulk.ts'
export { DeskhandBulkBar, type TicketsChangedDetail } from './ticket-list/bulk-bar.ts'
export { bulkTerms } from './ticket-list/bulk-terms.ts'
export { DeskhandListHelp } from './ticket-list/list-help.ts'
export { listHelpTerms } from './ticket-list/list-help-terms.ts'
export { DeskhandPager, type PageChangeDetail } from './ticket-list/pager.ts'
export { pagerTerms } from './ticket-list/pager-terms.ts'
export type { ListedTicket, SortOrder } from './ticket-list/query.ts'
export {
  DeskhandSortMenu,
  type SortChangeDetail,
  type SortOption,
} from './ticket-list/sort-menu.ts'
export { sortTerms } from './ticket-list/sort-terms.ts'
export { listTerms } from './ticket-list/terms.ts'
export { DeskhandTicketList, type TicketOpenDetail } from './ticket-list/ticket-list.ts'
export { DeskhandTime } from './time/time.ts'
export { version } from './version.ts'
