/** Who may do what with tags. Data: it also runs in browsers. */
import type { PermissionCatalogue } from '@deskhand/core/plugin'

export type TagPermission = 'tags:read' | 'tags:apply' | 'tags:create' | 'tags:manage'

const staff = ['agent', 'supervisor', 'admin'] as const
const seniors = ['supervisor', 'admin'] as const

export function tagPermissions(agentsMayCreate: boolean): PermissionCatalogue<TagPermission> {
  return {
    'tags:read': { roles: staff, description: 'See all tags and their statistics' },
    'tags:apply': { roles: staff, description: 'Add tags to tickets and remove them' },
    'tags:create': {
      roles: agentsMayCreate ? staff : seniors,
      description: 'Create tags, also by adding a new name to a ticket',
    },
    'tags:manage': {
      roles: seniors,
      description: 'Rename, recolour, publish, merge and delete tags',
    },
  }
}
