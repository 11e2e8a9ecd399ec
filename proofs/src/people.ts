/** Who may ask: `Authorization: Bearer demo-<id>`, as the demo has it. */
import type { Actor } from '@deskhand/core'

const roles = {
  ada: 'customer',
  ben: 'customer',
  clara: 'customer',
  grace: 'agent',
  hal: 'agent',
  sue: 'supervisor',
  root: 'admin',
} as const satisfies Record<string, Actor['role']>

/** The same people as in the demo. */
export type PersonId = keyof typeof roles

export function actorOf({ headers }: Request): Actor | null {
  const id = /^Bearer demo-(\w+)$/.exec(headers.get('authorization') ?? '')?.[1]
  return id && id in roles ? { id, role: roles[id as PersonId] } : null
}
