/** Filters and sorts that a plugin adds to the ticket list. */
import type { SQL, Subquery } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { ZodType } from 'zod'
import type { Call } from '../api/call.ts'
import type { Audience } from '../replies/audience.ts'

/** Rows of a plugin that name tickets, such as the taggings of one tag. */
export interface MatchSource {
  /** A table, or a plain join of tables. */
  readonly from: PgTable | Subquery
  /** The condition on its rows, which includes the tenant. It may use `tickets`, which is joined. */
  readonly where: SQL
  /** At most one row for a ticket. */
  readonly ticketId: SortColumn
  /** A copy of the ticket's `createdAt`, if an index on `from` continues with it and `ticketId`. */
  readonly createdAt?: PgColumn
}

/** Tickets that a plugin's own table names: the list reads them from there, or tests each ticket. */
export interface SourceMatch {
  /** True for every ticket that matches. The list uses it when it reads the tickets from elsewhere. */
  readonly test: SQL
  /** Where the matches are, each exactly once over all sources. Empty: no table has them. */
  readonly sources: readonly MatchSource[]
  /** About how many rows the list would read from the sources. */
  readonly rows: number
  /**
   * The estimated fraction of all tickets that match, from 0 to 1. It decides how far a walk goes until a page
   * is full. Default: `rows` divided by the highest ticket number of the tenant. Set it if fewer match.
   */
  readonly share?: number
}

/** What a filter returns: a test of each ticket in SQL, or a table to read the tickets from. */
export type FilterCondition = SQL | SourceMatch

/**
 * The parsed input of one call of the list, with defaults. The filters and the sort of that call get the same
 * object, so it can be the key of a `WeakMap` for what they share, such as the hits of a search.
 */
export type TicketListValues = Readonly<Record<string, unknown>>

/** A filter of the ticket list. */
export interface TicketFilter<Value = unknown> {
  /** `internal` filters exist for agents only. Default `internal`. */
  readonly audience?: Audience
  readonly schema: ZodType<Value>
  /** The condition on `tickets`; see `docs/storage.md` for how it finds an index. */
  where(
    call: Call,
    value: Value,
    input: TicketListValues,
  ): FilterCondition | Promise<FilterCondition>
}

export type TicketFilters = Readonly<Record<string, TicketFilter>>

export type SortColumn = PgColumn | SQL.Aliased

/** A sort by columns of `tickets`: together unique, all in one direction, led by an index. */
export interface ColumnSort {
  /** `internal` sorts exist for agents only. Default `internal`. */
  readonly audience?: Audience
  readonly columns: readonly PgColumn[]
  /** The columns that customers sort by instead, where they see other values. */
  readonly publicColumns?: readonly PgColumn[]
}

/** The source of a sort by something other than columns of `tickets`. */
export interface SortSource {
  /** A table with at most one row for each ticket, or a bounded subquery, such as the best 1 000 hits of a search. */
  readonly from: PgTable | Subquery
  /** Conditions on `from`, which include the tenant. */
  readonly where?: SQL | undefined
  readonly ticketId: SortColumn
  /** The list sorts by these, then by ticket id. An index of `from` must begin with them. */
  readonly columns: readonly SortColumn[]
}

/**
 * A sort by a plugin's own table or by a rank. The list neither shows nor counts tickets that the source does
 * not have.
 */
export interface SourceSort {
  readonly audience?: Audience
  /** Runs after the filters. */
  source(call: Call, input: TicketListValues): SortSource | Promise<SortSource>
}

export type TicketSort = ColumnSort | SourceSort

export type TicketSorts = Readonly<Record<string, TicketSort>>
