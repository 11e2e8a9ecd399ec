/** What the plugin `tags` adds to the elements. */
import type { Contribution } from '../contributions/contribution.ts'
import { tagIcon } from '../icons/icons.ts'
import type { Localizer } from '../terms/localizer.ts'
import { tagLabels } from './labels.ts'
import { tagFilterText } from './tag-filter-text.ts'

const label = (localizer: Localizer) => localizer.terms(tagLabels).tags

export const tagContributions: readonly Contribution[] = [
  {
    id: 'tags:sidebar',
    slot: 'ticket-detail:sidebar@1',
    label,
    tag: 'deskhand-tags',
    // Nothing is shown to whom it would only tell that there is no tag.
    when: ({ has, can, context }) =>
      has('tags') && (can('tags:apply') || !isEmptyList(context.ticket.tags)),
    load: () => import('../define/deskhand-tags.ts'),
    options: { include: ['tags'] },
  },
  {
    id: 'tags:column',
    slot: 'ticket-list:column@1',
    label,
    tag: 'deskhand-tag-column',
    when: ({ has }) => has('tags'),
    load: () => import('../define/deskhand-tag-column.ts'),
    options: { include: ['tags'] },
  },
  {
    id: 'tags:filter',
    slot: 'filter-panel:field@1',
    label,
    tag: 'deskhand-tag-filter',
    when: ({ has, can }) => has('tags') && can('tags:read'),
    load: () => import('../define/deskhand-tag-filter.ts'),
    options: { filters: ['tags'], chip: tagFilterText },
  },
  {
    id: 'tags:bulk',
    slot: 'ticket-list:bulk@1',
    label,
    tag: 'deskhand-tag-bulk',
    when: ({ has, can }) => has('tags') && can('tags:apply') && can('ticket.bulk'),
    load: () => import('../define/deskhand-tag-bulk.ts'),
  },
  {
    id: 'tags:new-ticket',
    slot: 'new-ticket:field@1',
    label,
    tag: 'deskhand-tag-field',
    when: ({ has, can }) => has('tags') && can('tags:apply'),
    load: () => import('../define/deskhand-tag-field.ts'),
  },
  {
    id: 'tags:manager',
    slot: 'agent:page@1',
    label,
    tag: 'deskhand-tag-manager',
    when: ({ has, can }) => has('tags') && can('tags:read'),
    load: () => import('../define/deskhand-tag-manager.ts'),
    options: { icon: tagIcon },
  },
]

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
