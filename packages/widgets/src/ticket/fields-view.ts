/** What is known of a ticket beside its conversation, and what of it can be changed. */
import type { Participant, Priority, Role, Status, Ticket } from '@deskhand/core/client'
import { html, nothing, type TemplateResult } from 'lit'
import { priorityShapes, statusShapes } from '../badges/shapes.ts'
import { closeIcon } from '../icons/icons.ts'
import type { TicketChange, TicketField } from './changes.ts'
import type { Choice } from './choice.ts'
import type { PersonChoice } from './person-field.ts'
import { type Team, teamName, type ValueWords } from './values.ts'

export interface FieldsView {
  readonly ticket: Ticket
  readonly participants: readonly Participant[]
  readonly categories: readonly { readonly id: string; readonly name: string }[]
  readonly priorities: readonly Priority[]
  readonly saving: TicketField | undefined
  readonly viewerId: string | undefined
  readonly words: ValueWords
  can(permission: string): boolean
  change(change: TicketChange): void
  add(choice: PersonChoice): void
  remove(participant: Participant): void
}

const staff: readonly Role[] = ['agent', 'supervisor', 'admin']

export function fieldsView(view: FieldsView): TemplateResult {
  return html`<dl class="fields">
      ${statusField(view)} ${priorityField(view)} ${assigneeField(view)} ${teamField(view)}
      ${categoryField(view)}
    </dl>
    ${requesterView(view)} ${participantsView(view)}`
}

function row(label: string, value: unknown): TemplateResult {
  return html`<div class="row"><dt>${label}</dt><dd>${value}</dd></div>`
}

interface ChoiceInput {
  readonly field: TicketField
  readonly name: string
  readonly value: string
  readonly choices: readonly Choice[]
  readonly shown: unknown
  take(value: string): void
}

function choice({ saving }: FieldsView, input: ChoiceInput): TemplateResult {
  const { field, name, value, choices, shown, take } = input
  return html`<deskhand-ticket-choice
    data-field=${field}
    label=${name}
    .value=${value}
    .choices=${choices}
    ?busy=${saving === field}
    @deskhand-choice=${(event: HTMLElementEventMap['deskhand-choice']) => take(event.detail.value)}
    >${shown}</deskhand-ticket-choice
  >`
}

function statusField(view: FieldsView): TemplateResult {
  const { ticket, words, change } = view
  const { states } = words
  const isMovable = ticket.side === 'agent' && view.can('ticket.transition')
  const choices = (isMovable ? ticket.allowedTransitions : []).map((status) => ({
    value: status,
    text: states[status],
    icon: statusShapes[status],
  }))
  const { status } = ticket
  return row(
    states.status,
    choice(view, {
      ...{ field: 'status', name: states.status, value: '', choices },
      shown: html`<deskhand-status status=${status}></deskhand-status>`,
      take: (value) => change({ field: 'status', value: value as Status }),
    }),
  )
}

function priorityField(view: FieldsView): TemplateResult {
  const { ticket, words, change } = view
  const { states } = words
  const { priority } = ticket
  const isFree = view.can('ticket.prioritise')
  const choices = (isFree ? view.priorities : []).map((value) => ({
    value,
    text: states[value],
    icon: priorityShapes[value],
  }))
  return row(
    states.priority,
    choice(view, {
      ...{ field: 'priority', name: states.priority, value: priority },
      choices,
      shown: html`<deskhand-priority priority=${priority}></deskhand-priority>`,
      take: (value) => change({ field: 'priority', value: value as Priority }),
    }),
  )
}

function assigneeField(view: FieldsView): TemplateResult {
  const { ticket, words, change, saving, viewerId } = view
  const { fields } = words
  const { assignee } = ticket
  const person = html`<deskhand-person .person=${assignee}></deskhand-person>`
  if (!view.can('ticket.assign') || ticket.side === 'customer') return row(fields.assignee, person)
  const isMine = assignee?.id === viewerId
  const onChoice = ({ detail }: HTMLElementEventMap['deskhand-person-choice']) => {
    if ('person' in detail) change({ field: 'assignee', value: detail.person })
  }
  return row(
    fields.assignee,
    html`<deskhand-ticket-person
        data-field="assignee"
        label=${fields.assignee}
        .personId=${assignee?.id ?? null}
        .roles=${staff}
        ?busy=${saving === 'assignee'}
        @deskhand-person-choice=${onChoice}
        >${person}</deskhand-ticket-person
      >${
        isMine || assignee
          ? nothing
          : html`<button class="link take" type="button" @click=${() => takeIt(view)}>
              ${fields.assignToMe}
            </button>`
      }`,
  )
}

function takeIt({ viewerId, change, words }: FieldsView): void {
  if (!viewerId) return
  change({ field: 'assignee', value: { id: viewerId, name: words.fields.you, avatarUrl: null } })
}

function teamField(view: FieldsView): unknown {
  const { ticket, words, change } = view
  const { fields, teams } = words
  const { teamId } = ticket
  if (teamId === undefined || (teamId === null && teams.length === 0)) return nothing
  const isFree = view.can('ticket.assign')
  const none: Team = { id: '', name: fields.noTeam }
  const choices = (isFree && teams.length > 0 ? [none, ...teams] : []).map(({ id, name }) => ({
    value: id,
    text: name,
  }))
  const text = teamName(teamId, teams) ?? fields.noTeam
  return row(
    fields.team,
    choice(view, {
      ...{ field: 'team', name: fields.team, value: teamId ?? '', choices },
      shown: html`<span dir="auto">${text}</span>`,
      take: (value) => change({ field: 'team', value: value || null }),
    }),
  )
}

function categoryField(view: FieldsView): unknown {
  const { ticket, words, change, categories } = view
  const { fields } = words
  const { category } = ticket
  const isFree = view.can('ticket.update') && ticket.side === 'agent' && categories.length > 0
  if (!isFree && !category) return nothing
  const none = { id: '', name: fields.noCategory }
  const choices = (isFree ? [none, ...categories] : []).map(({ id, name }) => ({
    value: id,
    text: name,
  }))
  const text = category?.name ?? fields.noCategory
  return row(
    fields.category,
    choice(view, {
      ...{ field: 'category', name: fields.category, value: category?.id ?? '', choices },
      shown: html`<span dir="auto" class=${category ? '' : 'quiet'}>${text}</span>`,
      take: (id) =>
        change({ field: 'category', value: categories.find((one) => one.id === id) ?? null }),
    }),
  )
}

function requesterView({ ticket, words: { fields } }: FieldsView): TemplateResult {
  const { requester, organisationId } = ticket
  const organisation = requester.organisationName ?? organisationId
  return html`<section class="panel">
    <h3>${fields.requester}</h3>
    <deskhand-person .person=${requester}></deskhand-person>
    ${
      requester.email
        ? html`<a class="link contact" href="mailto:${requester.email}">${requester.email}</a>`
        : nothing
    }
    ${
      organisation
        ? html`<p class="contact"><span class="visually-hidden">${fields.organisation}: </span>${organisation}</p>`
        : nothing
    }
  </section>`
}

function participantsView(view: FieldsView): unknown {
  const { ticket, participants, words, viewerId } = view
  const { fields } = words
  const copied = participants.filter(({ kind }) => kind === 'cc')
  const isManager =
    view.can('participant.manage') && (ticket.side === 'agent' || viewerId === ticket.requester.id)
  if (copied.length === 0 && !isManager) return nothing
  const onChoice = ({ detail }: HTMLElementEventMap['deskhand-person-choice']) => view.add(detail)
  return html`<section class="panel">
    <h3 id="participants">${fields.participants}</h3>
    <ul class="people" aria-labelledby="participants">
      ${copied.map((one) => participantView(one, view, isManager))}
    </ul>
    ${
      isManager
        ? html`<deskhand-ticket-person
            data-field="participants"
            label=${fields.addParticipant}
            adding
            @deskhand-person-choice=${onChoice}
            ><span>${fields.addParticipant}</span></deskhand-ticket-person
          >`
        : nothing
    }
  </section>`
}

function participantView(
  participant: Participant,
  { words: { fields }, viewerId, remove }: FieldsView,
  isManager: boolean,
): TemplateResult {
  const { person } = participant
  return html`<li>
    <deskhand-person .person=${person}></deskhand-person>
    ${
      isManager || person.id === viewerId
        ? html`<button
            class="button quiet icon-only small"
            type="button"
            aria-label=${fields.removeParticipant(person.name)}
            title=${fields.removeParticipant(person.name)}
            @click=${() => remove(participant)}
          >
            ${closeIcon()}
          </button>`
        : nothing
    }
  </li>`
}
