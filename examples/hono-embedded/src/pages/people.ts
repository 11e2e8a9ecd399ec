/** People as pages show them. */
import type { PersonSummary, Role } from '@deskhand/core'
import { html } from 'hono/html'
import type { Html } from './layout.ts'

export const roleNames: Readonly<Record<Role, string>> = {
  customer: 'Customer',
  agent: 'Agent',
  supervisor: 'Supervisor',
  admin: 'Admin',
}

/** A disc with the initials. It says nothing that the name beside it does not. */
export function avatar({ id, name }: Pick<PersonSummary, 'id' | 'name'>): Html {
  return html`<span class="avatar hue-${hueOf(id)}" aria-hidden="true">${initials(name)}</span>`
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}

/** One of six hues, always the same for a person. */
function hueOf(id: string): number {
  let sum = 0
  for (const character of id) sum += character.codePointAt(0) ?? 0
  return sum % 6
}
