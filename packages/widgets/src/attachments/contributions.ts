/** What the plugin `attachments` adds to the elements. */
import type { Contribution } from '../contributions/contribution.ts'
import type { Localizer } from '../terms/localizer.ts'
import { attachmentLabels } from './labels.ts'

const label = (localizer: Localizer) => localizer.terms(attachmentLabels).files
const loadUpload = () => import('../define/deskhand-upload.ts')

export const attachmentContributions: readonly Contribution[] = [
  {
    id: 'attachments:composer',
    slot: 'composer:toolbar@1',
    label,
    tag: 'deskhand-upload',
    when: ({ has, can }) => has('attachments') && can('attachments:create'),
    load: loadUpload,
  },
  {
    id: 'attachments:new-ticket',
    slot: 'new-ticket:field@1',
    label,
    tag: 'deskhand-upload',
    when: ({ has, can }) => has('attachments') && can('attachments:create'),
    load: loadUpload,
  },
  {
    id: 'attachments:message',
    slot: 'reply:footer@1',
    label,
    tag: 'deskhand-attachments',
    when: ({ has, can }) => has('attachments') && can('attachments:read'),
    load: () => import('../define/deskhand-attachments.ts'),
    options: { include: ['attachments'], ticketInclude: ['attachments'] },
  },
]
