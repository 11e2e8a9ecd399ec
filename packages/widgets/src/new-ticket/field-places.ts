/** Where the fields are in the form. */
import type { TicketField } from './ticket-form.ts'

export const fieldOrder: readonly TicketField[] = [
  'requester',
  'subject',
  'description',
  'category',
  'priority',
]
export const idOf: Readonly<Record<TicketField, string>> = {
  requester: '#requester',
  subject: '#subject',
  description: 'deskhand-markdown-field',
  category: '#category',
  priority: '#priority',
}
