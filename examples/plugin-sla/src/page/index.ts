/** `deskhand-plugin-sla/page`: what the plugin adds to the elements of `@deskhand/widgets`. */
import { type Contribution, defineElement, type Localizer } from '@deskhand/widgets'
import { slaTerms } from './terms.ts'

/**
 * A column of the ticket list that sorts it, and a panel beside a ticket.
 *
 * @example
 * provider.contributions = slaContributions
 */
export const slaContributions: readonly Contribution[] = [
  {
    id: 'sla:column',
    slot: 'ticket-list:column@1',
    label: (localizer: Localizer) => localizer.terms(slaTerms).firstAnswer,
    tag: 'sla-column',
    when: ({ has, can }) => has('sla') && can('sla:read'),
    load: async () => {
      const [{ SlaColumn }] = await Promise.all([import('./sla-column.ts'), loadTime()])
      defineElement('sla-column', SlaColumn)
    },
    options: { include: ['sla'], sort: 'slaDue' },
  },
  {
    id: 'sla:panel',
    slot: 'ticket-detail:sidebar@1',
    label: (localizer: Localizer) => localizer.terms(slaTerms).firstAnswer,
    tag: 'sla-panel',
    when: ({ has, can }) => has('sla') && can('sla:read'),
    load: async () => {
      const [{ SlaPanel }] = await Promise.all([import('./sla-panel.ts'), loadTime()])
      defineElement('sla-panel', SlaPanel)
    },
    options: { include: ['sla'] },
  },
]

const loadTime = () => import('@deskhand/widgets/define/deskhand-time')
