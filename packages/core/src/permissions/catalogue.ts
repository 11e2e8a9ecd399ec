/** Core's permission matrix, as data: what server, client, widgets and docs read. Browser-safe. */
import type { Role } from '../people/types.ts'
import type { PermissionCatalogue } from './types.ts'

const everyone: readonly Role[] = ['customer', 'agent', 'supervisor', 'admin']
const staff: readonly Role[] = ['agent', 'supervisor', 'admin']
const seniors: readonly Role[] = ['supervisor', 'admin']
const admins: readonly Role[] = ['admin']

export const corePermissions = {
  'ticket.create': { roles: everyone, description: 'Open a ticket for oneself' },
  'ticket.createFor': { roles: staff, description: 'Open a ticket on behalf of somebody else' },
  'ticket.read': { roles: everyone, description: 'Read the tickets that one may see' },
  'ticket.update': { roles: staff, description: 'Change subject, category and metadata' },
  'ticket.prioritise': { roles: staff, description: 'Set the priority' },
  'ticket.transition': { roles: everyone, description: 'Change the state, as the table allows' },
  'ticket.close': { roles: seniors, description: 'Close a ticket' },
  'ticket.reopen': { roles: seniors, description: 'Reopen a closed ticket' },
  'ticket.assign': { roles: staff, description: 'Assign, unassign and transfer' },
  'ticket.bulk': { roles: staff, description: 'Change up to 100 tickets in one call' },
  'ticket.delete': { roles: seniors, description: 'Delete a ticket (it can be restored)' },
  'ticket.readDeleted': { roles: admins, description: 'See deleted tickets' },
  'ticket.restore': { roles: admins, description: 'Restore a deleted ticket' },
  'ticket.purge': { roles: admins, description: 'Remove a deleted ticket for good' },
  'ticket.markSpam': {
    roles: staff,
    description: 'Mark a ticket as spam or not spam, and see spam',
  },
  'reply.create': { roles: everyone, description: 'Write a public reply' },
  'note.create': { roles: staff, description: 'Write an internal note' },
  'note.read': { roles: staff, description: 'Read internal notes' },
  'participant.manage': { roles: everyone, description: 'Add and remove people in copy' },
  'category.read': { roles: everyone, description: 'List the categories' },
  'category.manage': { roles: seniors, description: 'Create, rename and archive categories' },
  'person.search': { roles: staff, description: 'Look people up' },
  'person.link': { roles: admins, description: 'Link a guest to a person of the app' },
  'person.erase': { roles: admins, description: 'Forget a person' },
  'event.read': { roles: seniors, description: 'Read the whole event log' },
  'delivery.read': { roles: seniors, description: 'See deliveries and jobs that gave up' },
  'delivery.retry': { roles: admins, description: 'Run them again' },
  'feed.read': { roles: seniors, description: 'See failing feeds of plugins' },
  'feed.skip': { roles: admins, description: 'Let a feed skip the event at which it fails' },
} as const satisfies PermissionCatalogue
