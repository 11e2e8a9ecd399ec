/** Who may do what with files. Data: it also runs in browsers. */
import type { PermissionCatalogue } from '@deskhand/core/plugin'

export type AttachmentPermission =
  | 'attachments:read'
  | 'attachments:create'
  | 'attachments:delete'
  | 'attachments:deleteAny'
  | 'attachments:restore'
  | 'attachments:purge'
  | 'attachments:release'
  | 'attachments:usage'
  | 'attachments:check'

const everyone = ['customer', 'agent', 'supervisor', 'admin'] as const
const seniors = ['supervisor', 'admin'] as const
const admins = ['admin'] as const

export const attachmentPermissions: PermissionCatalogue<AttachmentPermission> = {
  'attachments:read': { roles: everyone, description: 'List and download files' },
  'attachments:create': { roles: everyone, description: 'Upload files' },
  'attachments:delete': {
    roles: everyone,
    description: 'Delete own files; customers until they were answered',
  },
  'attachments:deleteAny': { roles: seniors, description: 'Delete the files of others' },
  'attachments:restore': { roles: admins, description: 'See deleted files and restore them' },
  'attachments:purge': { roles: admins, description: 'Remove a deleted file for good' },
  'attachments:release': {
    roles: admins,
    description: 'Serve a file that the scanner has held back, or scan it again',
  },
  'attachments:usage': { roles: seniors, description: 'See how much files take up' },
  'attachments:check': { roles: admins, description: 'Compare rows and store' },
}
