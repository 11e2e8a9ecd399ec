/** People as pages show them. */
import type { PersonSummary, Role } from '@deskhand/core'
import { html } from 'hono/html'
import type { Html } from './html.ts'

export const roleNames: Readonly<Record<Role, string>> = {
  customer: 'Customer',
  agent: 'Agent',
  supervisor: 'Supervisor',
  admin: 'Admin',
}

/** A disc with the initials. It says nothing that the name beside it does not. */
export function avatar({ id, name }: Pick<PersonSummary, 'id' | 'name'>): Html {
  return html`<span class="avatar ${toneOf(id)}" aria-hidden="true">${initials(name)}</span>`
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined]
  return letters
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}

const tones = ['blue', 'green', 'amber', 'red', 'violet', 'grey'] as const

/** Always the same for a person, and the same as in the elements. */
function toneOf(id: string): string {
  let hash = 0
  for (const character of id) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return tones[hash % tones.length] ?? 'grey'
}
