/** Changes that a person makes to a ticket, and what becomes of them when others change it too. */
import {
  HelpdeskApiError,
  type Participant,
  type PersonSummary,
  type Ticket,
} from '@deskhand/core/client'
import type { WidgetClient } from '../session/client.ts'
import {
  differences,
  type FieldDifference,
  fieldOf,
  isSame,
  sendChange,
  type TicketChange,
  type TicketField,
} from './changes.ts'

/** A change that was not saved because somebody else changed the same field. */
export interface TicketConflict {
  readonly mine: TicketChange
  /** All that is different from what the person saw. */
  readonly changes: readonly FieldDifference[]
  /** Who was faster, when that can be told. */
  readonly by: PersonSummary | undefined
}

/** A change that was refused or did not reach the server. */
export interface TicketFailure {
  /** Nothing for people in copy. */
  readonly change: TicketChange | undefined
  readonly error: unknown
}

/** Who may be put in copy: somebody who is known, or an address. */
export type NewParticipant = { readonly personId: string } | { readonly email: string }

/** What edits need of the state of the ticket. */
export interface EditedTicket {
  client(): WidgetClient | undefined
  signal(): AbortSignal
  known(): Ticket | undefined
  read(client: WidgetClient, signal: AbortSignal): Promise<Ticket>
  accept(ticket: Ticket): void
  participants(): readonly Participant[]
  acceptParticipants(participants: readonly Participant[]): void
  refresh(): Promise<void>
  lose(error: unknown): void
  changed(): void
  saved(ticket: Ticket, field: TicketField | 'participants'): void
}

type SendParticipants = (
  client: WidgetClient,
  ticketId: string,
  signal: AbortSignal,
) => Promise<readonly Participant[]>

export class TicketEdits {
  readonly #edited: EditedTicket
  #pending: TicketChange | undefined
  #conflict: TicketConflict | undefined
  #failure: TicketFailure | undefined

  constructor(edited: EditedTicket) {
    this.#edited = edited
  }

  /** On its way to the server. */
  get pending(): TicketChange | undefined {
    return this.#pending
  }

  get conflict(): TicketConflict | undefined {
    return this.#conflict
  }

  get failure(): TicketFailure | undefined {
    return this.#failure
  }

  /**
   * Saves a change that was made while `base` was shown; default: what is known. A change of others to
   * other fields does not stand in its way; one to the same field becomes a `conflict`.
   */
  async apply(change: TicketChange, base = this.#edited.known()): Promise<boolean> {
    const client = this.#edited.client()
    if (!client || !base || this.#pending) return false
    const signal = this.#edited.signal()
    this.#conflict = this.#failure = undefined
    this.#pending = change
    this.#edited.changed()
    try {
      const saved = await this.#save(client, change, base, signal)
      if (!saved || signal.aborted) return false
      this.#edited.accept(saved)
      this.#edited.saved(saved, change.field)
      return true
    } catch (error) {
      if (!signal.aborted) await this.#fail(change, error)
      return false
    } finally {
      if (this.#pending === change) this.#pending = undefined
      this.#edited.changed()
      if (!signal.aborted) void this.#edited.refresh()
    }
  }

  /** Saves the change that was in conflict over what is there by now. */
  async applyMine(): Promise<boolean> {
    const mine = this.#conflict?.mine
    return mine ? this.apply(mine) : false
  }

  /** Lets the change go that was in conflict or could not be saved. */
  dismiss(): void {
    this.#conflict = this.#failure = undefined
    this.#edited.changed()
  }

  reset(): void {
    this.#pending = this.#conflict = this.#failure = undefined
  }

  addParticipant(person: NewParticipant): Promise<boolean> {
    return this.#changeParticipants(async (client, ticketId, signal) => {
      const added = await client.participants.add({ ticketId, ...person }, { signal })
      const others = this.#edited.participants().filter((one) => one.person.id !== added.person.id)
      return [...others, added]
    })
  }

  removeParticipant(personId: string): Promise<boolean> {
    return this.#changeParticipants(async (client, ticketId, signal) => {
      await client.participants.remove({ ticketId, personId }, { signal })
      return this.#edited.participants().filter(({ person }) => person.id !== personId)
    })
  }

  /** Answers with the saved ticket, or with nothing when there is a conflict. */
  async #save(
    client: WidgetClient,
    change: TicketChange,
    base: Ticket,
    signal: AbortSignal,
  ): Promise<Ticket | undefined> {
    let ifVersion = base.version
    for (;;) {
      try {
        const target = { ticketId: base.id, ifVersion }
        return await sendChange(client, target, change, { signal })
      } catch (error) {
        if (!(error instanceof HelpdeskApiError) || error.status !== 412) throw error
      }
      const theirs = await this.#edited.read(client, signal)
      this.#edited.accept(theirs)
      if (isSame(fieldOf(theirs, change.field), change)) return theirs
      const changes = differences(base, theirs)
      if (changes.some(({ field }) => field === change.field)) {
        this.#conflict = { mine: change, changes, by: await lastActor(client, base.id, signal) }
        return undefined
      }
      ifVersion = theirs.version
    }
  }

  async #changeParticipants(send: SendParticipants): Promise<boolean> {
    const client = this.#edited.client()
    const ticket = this.#edited.known()
    if (!client || !ticket) return false
    const signal = this.#edited.signal()
    this.#failure = undefined
    try {
      const participants = await send(client, ticket.id, signal)
      if (signal.aborted) return false
      this.#edited.acceptParticipants(participants)
      this.#edited.saved(ticket, 'participants')
      void this.#edited.refresh()
      return true
    } catch (error) {
      if (!signal.aborted) await this.#fail(undefined, error)
      return false
    } finally {
      this.#edited.changed()
    }
  }

  async #fail(change: TicketChange | undefined, error: unknown): Promise<void> {
    const status = error instanceof HelpdeskApiError ? error.status : 0
    if (status === 404 && change) return this.#edited.lose(error)
    if (status === 409) await this.#edited.refresh()
    this.#failure = { change, error }
  }
}

async function lastActor(
  { tickets }: WidgetClient,
  ticketId: string,
  signal: AbortSignal,
): Promise<PersonSummary | undefined> {
  const { data } = await tickets.events({ ticketId, order: 'desc', limit: 1 }, { signal })
  const actor = data[0]?.actor
  return actor?.id === 'system' ? undefined : actor
}
