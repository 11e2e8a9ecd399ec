/** Events of files hold ids and states. What admins do about quarantine is internal. */
import type { EventDeclarations } from '@deskhand/core/plugin'

export const attachmentEvents = {
  'attachment.created': {
    description: 'A file came onto a ticket.',
    publicData: ['attachmentId', 'replyId'],
  },
  'attachment.scanned': {
    description: 'A scanner has judged a file; `state` is what came of it.',
    publicData: ['attachmentId'],
  },
  'attachment.deleted': { description: 'A file was deleted.', publicData: ['attachmentId'] },
  'attachment.restored': {
    description: 'A deleted file was restored.',
    publicData: ['attachmentId'],
  },
  'attachment.purged': {
    description: 'A file was removed for good.',
    publicData: ['attachmentId'],
  },
  'attachment.moved': {
    description: 'The files of one ticket moved to another, by a merge or its undo.',
  },
  'attachment.released': {
    description: 'An admin let a file out of quarantine; `state` is what it had been.',
  },
  'attachment.rescanned': {
    description: 'An admin had a file scanned again; `state` is what it had been.',
  },
} as const satisfies EventDeclarations

export type AttachmentEventType = keyof typeof attachmentEvents
