/**
 * The slots of the elements and what each gives to its contributions. A slot's number changes when its
 * context changes in a way that a contribution could notice; the old one then stays for a while.
 */
import type {
  BulkResult,
  Reply,
  Ticket,
  TicketListInput,
  TicketSummary,
} from '@deskhand/core/client'
import type { Icon } from '../icons/icons.ts'
import type { Localizer } from '../terms/localizer.ts'

/** Beside a ticket: panels such as tags, service level, customer. */
export interface TicketSidebarContext {
  readonly ticket: Ticket & Readonly<Record<string, unknown>>
  /** Reads the ticket again, after a change of what it shows. */
  refresh(): Promise<void>
}

/** What a panel asks for. It is asked for `when` with an empty ticket, too, before there is one. */
export interface TicketSidebarOptions {
  /** Fields that are asked for with the ticket, such as `sla`; absent right after a change of it. */
  readonly include?: readonly string[] | undefined
}

/** Where a reply or note is written. */
export interface ComposerToolbarContext {
  readonly ticket: Ticket
  readonly audience: 'public' | 'internal'
  readonly isSending: boolean
  /** Puts text where the caret is. */
  insertText(text: string): void
  /** Sets a field of the reply's body, such as `attachments`; `undefined` leaves it out. */
  setInput(name: string, value: unknown): void
  /** Lets the person not send while something is under way, with a reason that is shown. */
  hold(reason: string): () => void
  /** Files that are pasted or dropped. Returns a function that ends it. */
  onFiles(handler: (files: readonly File[]) => void): () => void
  /** Called when the reply is sent, to start afresh. Returns a function that ends it. */
  onSent(handler: () => void): () => void
}

/** A cell of the ticket list. */
export interface TicketColumnContext {
  readonly ticket: TicketSummary & Readonly<Record<string, unknown>>
}

/** What a column is to the list. */
export interface TicketColumnOptions {
  /** Fields that the list asks for (`include`), such as `sla`. */
  readonly include?: readonly string[] | undefined
  /** The sort that its heading offers, such as `due`. */
  readonly sort?: string | undefined
  readonly align?: 'start' | 'end' | undefined
}

export type TicketListFilters = TicketListInput<string> & Readonly<Record<string, unknown>>

/** A field of the filter panel. */
export interface FilterFieldContext {
  readonly filters: TicketListFilters
  /** Sets filters by name; `undefined` clears one. */
  setFilters(filters: Readonly<Record<string, unknown>>): void
}

/** How the filter panel and the list speak of a contributed filter. */
export interface FilterFieldOptions {
  /** The filters that it sets, such as `tags`. */
  readonly filters: readonly string[]
  /** What the chip of an active filter says, such as `Tags: billing, vip`. */
  chip?(filters: TicketListFilters, localizer: Localizer): string | undefined
}

/** Above the list, while tickets are selected. */
export interface TicketBulkContext {
  readonly ticketIds: readonly string[]
  /**
   * Reads the list again; selects none but those that could not be changed, and says why. Default: all
   * were changed.
   */
  done(results?: readonly BulkResult[]): Promise<void>
}

/** A field of the form for a new ticket. */
export interface NewTicketFieldContext {
  readonly isSending: boolean
  /** Whether the person who writes is the customer of the ticket, not somebody they write for. */
  readonly isOwn: boolean
  /** Sets a field of the ticket's body, such as `tags`; `undefined` leaves it out. */
  setInput(name: string, value: unknown): void
  hold(reason: string): () => void
  onFiles(handler: (files: readonly File[]) => void): () => void
  onSent(handler: () => void): () => void
}

/** Beside or below a message. `reply` is null for the description of the ticket. */
export interface MessageContext {
  readonly ticket: Ticket
  readonly reply: (Reply & Readonly<Record<string, unknown>>) | null
}

export interface MessageOptions {
  /** Fields that are asked for with each reply, such as `attachments`. */
  readonly include?: readonly string[] | undefined
  /** Fields that are asked for with the ticket, for its description; absent right after a change of it. */
  readonly ticketInclude?: readonly string[] | undefined
}

/** Reserved for a panel of the dashboard that is to come with analytics: nothing shows it yet. */
export interface DashboardPanelContext {
  /** ISO 8601, inclusive. */
  readonly from: string
  /** ISO 8601, exclusive. */
  readonly to: string
}

/** A page of `<deskhand-agent>`, in its navigation. */
export interface AgentPageContext {
  /** Goes to a ticket. */
  openTicket(ticketId: string): void
}

/** How a page stands in the navigation. */
export interface AgentPageOptions {
  /** Beside its label. Default: a list. */
  readonly icon?: Icon | undefined
}

/** The context of each slot. */
export interface SlotContexts {
  'ticket-detail:sidebar@1': TicketSidebarContext
  'composer:toolbar@1': ComposerToolbarContext
  'ticket-list:column@1': TicketColumnContext
  'ticket-list:bulk@1': TicketBulkContext
  'filter-panel:field@1': FilterFieldContext
  'new-ticket:field@1': NewTicketFieldContext
  'reply:actions@1': MessageContext
  'reply:footer@1': MessageContext
  'dashboard:panel@1': DashboardPanelContext
  'agent:page@1': AgentPageContext
}

/** What a contribution says of itself beside the common fields, where its slot asks for something. */
export interface SlotOptions {
  'ticket-detail:sidebar@1': TicketSidebarOptions
  'ticket-list:column@1': TicketColumnOptions
  'filter-panel:field@1': FilterFieldOptions
  'reply:footer@1': MessageOptions
  'agent:page@1': AgentPageOptions
}

export type SlotName = keyof SlotContexts
