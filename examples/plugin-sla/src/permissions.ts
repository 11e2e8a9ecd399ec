/** Who may do what. Data: it also runs in browsers. */
import type { PermissionCatalogue } from '@deskhand/core/plugin'

export type SlaPermission = 'sla:read'

export const slaPermissions: PermissionCatalogue<SlaPermission> = {
  'sla:read': {
    roles: ['agent', 'supervisor', 'admin'],
    description: 'See until when a first answer was promised',
  },
}
