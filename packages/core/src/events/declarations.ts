/** The types of events that core emits, and the keys of their data that customers see. */
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
  'ticket.redacted': {
    description:
      'Text of a ticket, or of what plugins store about it, was removed for good. Public.',
  },
  'ticket.markedSpam': { description: 'A ticket was marked as spam. Internal.' },
  'ticket.markedNotSpam': { description: 'A ticket was marked as not spam. Internal.' },
  'reply.created': {
    description:
      'A public reply was written. `automatic` is true for one that a machine sent. Public.',
    publicData: ['replyId', 'side'],
  },
  'note.created': {
    description:
      'A note was written, `replyId`, from one `side`. `automatic` is true for one that a machine sent. Internal.',
  },
  'reply.updated': {
    description: 'A plugin changed a reply or note. Internal if it is a note and was one.',
    publicData: ['replyId'],
  },
  'reply.deleted': {
    description: 'A plugin deleted a reply or note. Internal for a note.',
    publicData: ['replyId'],
  },
  'reply.restored': {
    description: 'A plugin restored a deleted reply or note. Internal for a note.',
    publicData: ['replyId'],
  },
  'reply.redacted': {
    description: 'Text of a reply or note was removed for good. Internal for a note.',
    publicData: ['replyId'],
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
  'feed.eventSkipped': {
    description:
      'An admin let the feed `name` skip the event `eventId`, at which it failed. Internal.',
  },
  'person.linked': {
    description: 'A guest, `guestId`, was linked to a person of the app, `personId`. Internal.',
  },
  'person.erased': {
    description: 'A person was erased. `replacementId` replaces their id. Internal.',
  },
} as const satisfies EventDeclarations
