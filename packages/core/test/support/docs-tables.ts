/** Tables of docs/ that are written from the code. */
import imports from '../../../../.dependency-cruiser.ts'
import { coreParts } from '../../src/core-parts.ts'
import { coreEvents } from '../../src/events/declarations.ts'
import type { EventDeclaration } from '../../src/events/types.ts'
import { roles } from '../../src/people/types.ts'
import { corePermissions } from '../../src/permissions/catalogue.ts'
import type { PermissionEntry } from '../../src/permissions/types.ts'
import { type Mover, statuses, type Trigger, transitions } from '../../src/tickets/lifecycle.ts'

const triggers: Readonly<Record<Trigger, string>> = {
  assign: 'assigning it',
  unassign: 'unassigning it',
  transfer: 'transferring it',
  'agent-reply': "an agent's reply",
  'customer-reply': "a customer's reply",
  'auto-close': 'time',
}

/** By name, as in `<!-- generated: transitions -->`. */
export const tables: Readonly<Record<string, () => string>> = {
  transitions() {
    const targets = statuses.filter((status) => status !== 'new')
    return table(
      ['from \\ to', ...targets],
      statuses.map((from) => [code(from), ...targets.map((to) => cell(transitions[from][to]))]),
    )
  },
  imports: () =>
    table(
      ['rule', 'meaning'],
      (imports.forbidden ?? []).map(({ name = '', comment = '' }) => [code(name), comment]),
    ),
  permissions: () =>
    table(
      ['permission', 'is needed to', ...roles],
      Object.entries<PermissionEntry>(corePermissions).map(
        ([name, { description, roles: held }]) => [
          code(name),
          description,
          ...roles.map((role) => (held.includes(role) ? '✓' : '–')),
        ],
      ),
    ),
  events: () =>
    table(
      ['type', 'when', 'data that customers see'],
      Object.entries<EventDeclaration>(coreEvents).map(
        ([type, { description, publicData = [] }]) => [
          code(type),
          description,
          publicData.map(code).join(', ') || '–',
        ],
      ),
    ),
  routes: () =>
    table(
      ['route', 'permission', 'does'],
      (coreParts.routes ?? []).map(({ method, path, permission, summary }) => [
        code(`${method} ${path}`),
        permission === 'public' ? 'none' : code(permission),
        summary,
      ]),
    ),
}

function cell(move: { by: readonly Mover[]; on?: readonly Trigger[] } | undefined): string {
  if (!move) return '–'
  const by = move.by.map((mover) => (mover.includes('.') ? code(mover) : mover))
  const automatic = move.on?.map((trigger) => triggers[trigger])
  return [...by, ...(automatic ? [`automatic: ${automatic.join(' or ')}`] : [])].join(', ')
}

const code = (text: string) => `\`${text}\``

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
