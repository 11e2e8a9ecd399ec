import { defineTerms } from '@deskhand/widgets'

export const slaTerms = defineTerms('sla', {
  firstAnswer: 'First answer',
  due: 'First answer due',
  'on-track': 'On track',
  'at-risk': 'At risk',
  breached: 'Overdue',
  met: 'Answered in time',
  none: 'No target',
  dueAt: 'Due',
  metAt: 'Answered',
})
