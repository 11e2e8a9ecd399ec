/** The history of a ticket in words: one quiet line for each event. */
import type { TicketEvent } from '@deskhand/core/client'
import type { TemplateResult } from 'lit'
import { statusShapes } from '../badges/shapes.ts'
import type { statusTerms } from '../badges/terms.ts'
import {
  arrowUpIcon,
  editIcon,
  type Icon,
  inboxIcon,
  mergeIcon,
  paperclipIcon,
  tagIcon,
  trashIcon,
  undoIcon,
  userIcon,
  usersIcon,
} from '../icons/icons.ts'
import type { ticketTerms } from './terms.ts'
import { type Team, teamName } from './values.ts'

export interface EventWords {
  readonly terms: typeof ticketTerms.en
  readonly states: typeof statusTerms.en
  readonly teams: readonly Team[]
}

interface Telling {
  readonly icon: (event: TicketEvent) => TemplateResult | undefined
  /** What `name` did. Empty: nothing to tell. */
  readonly text: (name: string, event: TicketEvent, words: EventWords) => string
}

type StatusName = keyof typeof statusShapes

const always = (icon: Icon) => () => icon()

function stateOf({ data }: TicketEvent): StatusName | undefined {
  return Object.hasOwn(statusShapes, String(data.to)) ? (data.to as StatusName) : undefined
}

function fieldsOf({ data }: TicketEvent, { terms }: EventWords): string[] {
  const fields = Array.isArray(data.fields) ? data.fields : []
  return fields.flatMap((field) => {
    const name = fieldTerms[field as keyof typeof fieldTerms]
    return name ? [terms[name]] : []
  })
}

const fieldTerms = {
  subject: 'fieldSubject',
  priority: 'fieldPriority',
  categoryId: 'fieldCategory',
  metadata: 'fieldMetadata',
} as const

const tellings: Readonly<Record<string, Telling>> = {
  'ticket.transitioned': {
    icon: (event) => statusShapes[stateOf(event) ?? 'open'],
    text(name, event, { terms, states }) {
      const state = stateOf(event)
      return state ? terms.eventStatus(name, states[state]) : ''
    },
  },
  'ticket.assigned': {
    icon: always(userIcon),
    text: (name, { actor, about }, { terms }) =>
      about?.id === actor.id
        ? terms.eventTook(name)
        : terms.eventAssigned(name, about?.name ?? terms.somebody),
  },
  'ticket.unassigned': {
    icon: always(userIcon),
    text: (name, { about }, { terms }) =>
      terms.eventUnassigned(name, about?.name ?? terms.somebody),
  },
  'ticket.transferred': {
    icon: always(usersIcon),
    text(name, { data }, { terms, teams }) {
      const team = teamName(data.to as string | null | undefined, teams)
      return team ? terms.eventTransferred(name, team) : terms.eventTeamRemoved(name)
    },
  },
  'ticket.updated': {
    icon: ({ data }) => (String(data.fields) === 'priority' ? arrowUpIcon() : editIcon()),
    text(name, event, words) {
      const fields = fieldsOf(event, words)
      return fields.length > 0 ? words.terms.eventUpdated(name, fields) : ''
    },
  },
  'participant.added': {
    icon: always(usersIcon),
    text: (name, { about }, { terms }) => terms.eventAdded(name, about?.name ?? terms.somebody),
  },
  'participant.removed': {
    icon: always(usersIcon),
    text: (name, { about }, { terms }) => terms.eventRemoved(name, about?.name ?? terms.somebody),
  },
  'ticket.deleted': {
    icon: always(trashIcon),
    text: (name, _event, { terms }) => terms.eventDeleted(name),
  },
  'ticket.restored': {
    icon: always(undoIcon),
    text: (name, _event, { terms }) => terms.eventRestored(name),
  },
  'ticket.merged': {
    icon: always(mergeIcon),
    text: (name, _event, { terms }) => terms.eventMerged(name),
  },
  'tags.added': {
    icon: always(tagIcon),
    text: (name, _event, { terms }) => terms.eventTagged(name),
  },
  'tags.removed': {
    icon: always(tagIcon),
    text: (name, _event, { terms }) => terms.eventUntagged(name),
  },
  'attachment.deleted': {
    icon: always(paperclipIcon),
    text: (name, _event, { terms }) => terms.eventFileDeleted(name),
  },
}

/** Whether the conversation has a line for it. Replies are there themselves. */
export function isTold(type: string): boolean {
  return Object.hasOwn(tellings, type)
}

/** The line of an event; `undefined` when there is nothing to tell. */
export function tellEvent(
  event: TicketEvent,
  words: EventWords,
): { readonly icon: TemplateResult; readonly text: string } | undefined {
  const telling = isTold(event.type) ? tellings[event.type] : undefined
  const name = event.actor.id === 'system' ? words.terms.system : event.actor.name
  const text = telling?.text(name, event, words) ?? ''
  return text === '' ? undefined : { icon: telling?.icon(event) ?? inboxIcon(), text }
}
