import { defineTerms } from '@deskhand/widgets'

export const slaTerms = defineTerms('sla', {
  firstAnswer: 'First answer',
  'on-track': 'On track',
  'at-risk': 'At risk',
  breached: 'Overdue',
  met: 'Answered in time',
  late: 'Late',
  none: 'No target',
  dueAt: 'Due',
  metAt: 'Answered',
})
