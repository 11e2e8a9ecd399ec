/** What callers pass in and get back. Times are ISO 8601 strings in UTC. */
import type { BulkResult, Page, PageInput, PersonSummary } from '@deskhand/core/client'
import type { TextColour } from './colours.ts'
import type { TagIcon } from './icons.ts'

export interface Tag {
  readonly id: string
  /** As it was typed. */
  readonly name: string
  /** `#rrggbb` */
  readonly colour: string
  /** For text on `colour`: its contrast is 4.5 at least. */
  readonly textColour: TextColour
  readonly icon: TagIcon | null
  /** Whether customers see it on their tickets. */
  readonly isPublic: boolean
  readonly createdBy: PersonSummary
  readonly createdAt: string
}

/** A tag as it stands on a ticket. What is optional is absent on the customer side. */
export interface TicketTag {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly textColour: TextColour
  readonly icon: TagIcon | null
  readonly isPublic?: boolean
  readonly addedBy?: PersonSummary
  readonly addedAt?: string
}

/** `open` and `total` are absent if the reader does not see all tickets of the tenant. */
export interface CountedTag {
  readonly id: string
  readonly name: string
  readonly colour: string
  readonly textColour: TextColour
  readonly icon: TagIcon | null
  readonly isPublic: boolean
  /** Tickets with this tag that are neither resolved nor closed. */
  readonly open?: number
  /** All tickets with this tag, except deleted and merged ones and spam. */
  readonly total?: number
}

export interface TagCreateInput {
  /** 1–50 characters, unique without regard to case and surrounding space. */
  readonly name: string
  /** `#rgb` or `#rrggbb`. Default: chosen by the name. */
  readonly colour?: string | undefined
  readonly icon?: TagIcon | null | undefined
  /** Shows it to customers; needs `tags:manage`. Default false. */
  readonly isPublic?: boolean | undefined
}

export interface TagUpdateInput extends Partial<TagCreateInput> {
  readonly tagId: string
}

export interface TagSuggestInput {
  /** Default: all names. */
  readonly prefix?: string | undefined
  /** 1–100. Default 10. */
  readonly limit?: number | undefined
}

/** Tags by name, by id or both; at most 50. */
export interface TagSelection {
  readonly names?: readonly string[] | undefined
  readonly tagIds?: readonly string[] | undefined
}

export interface TaggingInput extends TagSelection {
  readonly ticketId: string
}

export interface BulkTaggingInput extends TagSelection {
  /** At most 100. */
  readonly ticketIds: readonly string[]
}

export interface TagsOfTicket {
  readonly data: readonly TicketTag[]
}

export interface TagsApi {
  /** By name. */
  list(input?: PageInput): Promise<Page<Tag>>
  get(input: { readonly tagId: string }): Promise<Tag>
  /** For autocompletion: names that begin so, most used first. */
  suggest(input?: TagSuggestInput): Promise<{ data: readonly CountedTag[] }>
  /** Most used first. */
  statistics(input?: PageInput): Promise<Page<CountedTag>>
  /** Throws `name_taken` (409). */
  create(input: TagCreateInput): Promise<Tag>
  /** Renames, recolours, publishes. Throws `name_taken` (409). */
  update(input: TagUpdateInput): Promise<Tag>
  /** Puts `intoId` on every ticket of `tagId`, which is gone then. `tickets` had it. */
  merge(input: { readonly tagId: string; readonly intoId: string }): Promise<{
    tag: Tag
    tickets: number
  }>
  /** Says on how many tickets it was. */
  delete(input: { readonly tagId: string }): Promise<{ tickets: number }>
  /** The tags of one ticket, by name. */
  of(input: { readonly ticketId: string }): Promise<TagsOfTicket>
  /** Names that do not exist are created, if the actor may. */
  add(input: TaggingInput): Promise<TagsOfTicket>
  /** What is not on the ticket is left out silently. */
  remove(input: TaggingInput): Promise<TagsOfTicket>
  /** The ticket has these tags and no others afterwards. */
  set(input: TaggingInput): Promise<TagsOfTicket>
  bulkAdd(input: BulkTaggingInput): Promise<{ results: readonly BulkResult[] }>
  bulkRemove(input: BulkTaggingInput): Promise<{ results: readonly BulkResult[] }>
}

/** Tags by name; each list holds 20 at most. What is given must hold together. */
export interface TagsFilter {
  readonly any?: readonly string[] | undefined
  readonly all?: readonly string[] | undefined
  readonly none?: readonly string[] | undefined
}

/** What the plugin adds to core's operations. */
export interface TagsAdditions {
  readonly inputs: {
    readonly 'ticket.create': {
      /** Names; unknown ones are created, if the actor may. */
      readonly tags?: readonly string[] | undefined
    }
  }
  readonly ticketFilters: { readonly tags?: TagsFilter | undefined }
  readonly ticketFields: { readonly tags: readonly TicketTag[] }
}

export interface TagsOptions {
  /** Whether agents may create tags, too. Default false: supervisors and admins only. */
  readonly agentsMayCreate?: boolean | undefined
}
