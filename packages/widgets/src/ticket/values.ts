/** Fields of a ticket and their values in words. */
import type { statusTerms } from '../badges/terms.ts'
import type { commonTerms } from '../terms/common.ts'
import type { TicketChange, TicketField } from './changes.ts'
import type { FieldTerms } from './field-terms.ts'

/** A team of the app that the helpdesk is part of. */
export interface Team {
  readonly id: string
  readonly name: string
}

export interface ValueWords {
  readonly fields: FieldTerms
  readonly states: typeof statusTerms.en
  readonly common: typeof commonTerms.en
  readonly teams: readonly Team[]
}

export function fieldName(field: TicketField, { fields, states }: ValueWords): string {
  if (field === 'status' || field === 'priority') return states[field]
  return fields[field]
}

export function valueText(change: TicketChange, { fields, states, common, teams }: ValueWords) {
  switch (change.field) {
    case 'status':
    case 'priority':
      return states[change.value]
    case 'subject':
      return `“${change.value}”`
    case 'category':
      return change.value?.name ?? fields.noCategory
    case 'assignee':
      return change.value?.name ?? common.nobody
    case 'team':
      return teamName(change.value, teams) ?? fields.noTeam
  }
}

export function teamName(
  id: string | null | undefined,
  teams: readonly Team[],
): string | undefined {
  return teams.find((team) => team.id === id)?.name ?? id ?? undefined
}
