/** The types of events that core emits, and what of their data customers see. */
import type { EventDeclarations } from './types.ts'

export const coreEvents = {
  'ticket.created': {
    description: 'A ticket was opened. Public.',
    publicData: ['number', 'requesterId', 'followUpOfId'],
  },
  'ticket.updated': {
    description:
      'Subject, priority, category or metadata changed. `fields` names what changed, to customers only what they can see. Public if they can see some of it.',
    publicData: ['fields'],
  },
  'ticket.transitioned': {
    description:
      'The state changed. Public if customers see another state. `noteId` is the note that holds the reason.',
    publicData: ['from', 'to'],
  },
  'ticket.reopened': {
    description: 'A ticket came back from `resolved` or `closed`. Public.',
    publicData: ['from', 'to', 'reopenCount'],
  },
  'ticket.assigned': {
    description: 'A ticket got an assignee, or another one. Public.',
    publicData: ['from', 'to'],
  },
  'ticket.unassigned': {
    description: 'A ticket lost its assignee. Public.',
    publicData: ['from', 'to'],
  },
  'ticket.transferred': {
    description: 'A ticket went `from` one team `to` another. Internal.',
  },
  'ticket.deleted': { description: 'A ticket was deleted. Internal.' },
  'ticket.restored': { description: 'A deleted ticket was restored. Internal.' },
  'ticket.purged': {
    description: 'A deleted ticket was removed for good. `number` was its number. Internal.',
  },
  'reply.created': {
    description: 'A public reply was written. Public.',
    publicData: ['replyId', 'side'],
  },
  'note.created': {
    description: 'A note was written, `replyId`, from one `side`. Internal.',
  },
  'participant.added': {
    description: 'A person was put in copy. Public.',
    publicData: ['personId'],
  },
  'participant.removed': {
    description: 'A person was taken off the copy list. Public.',
    publicData: ['personId'],
  },
  'category.created': { description: 'A category was added, `categoryId`. Internal.' },
  'category.updated': {
    description: 'A category, `categoryId`, was renamed, described, archived or revived. Internal.',
  },
  'person.erased': {
    description: 'A person was forgotten. `replacementId` stands in their place. Internal.',
  },
} as const satisfies EventDeclarations
