import { defineTerms } from '../terms/terms.ts'

export const statusTerms = defineTerms('status', {
  status: 'Status',
  new: 'New',
  open: 'Open',
  in_progress: 'In progress',
  pending: 'Pending',
  on_hold: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
  priority: 'Priority',
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent',
})
