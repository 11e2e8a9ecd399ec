/** `@deskhand/widgets`: classes, types and what elements of plugins are built with. Registers nothing. */
export { DeskhandStatus } from './badges/status.ts'
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
export { DeskhandProvider, type Theme } from './provider/provider.ts'
export type { Drafts } from './session/drafts.ts'
export {
  type Session,
  type SessionStatus,
  sessionContext,
  type WidgetClient,
} from './session/session.ts'
export type { AllTerms } from './terms/all-terms.ts'
export { commonTerms, type Localizer } from './terms/localizer.ts'
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
export { version } from './version.ts'
