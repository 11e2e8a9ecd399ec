import { defineTerms } from '../terms/terms.ts'

export const closeTerms = defineTerms('close-dialog', {
  closeTitle: 'Close without resolving?',
  closeHint: 'Say why. The reason stays with the ticket as an internal note.',
  closeReason: 'Reason',
  reasonMissing: 'Write a reason.',
  closeTicket: 'Close ticket',
})
