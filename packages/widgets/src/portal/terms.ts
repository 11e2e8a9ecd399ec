import { defineTerms } from '../terms/terms.ts'

export const portalTerms = defineTerms('portal', {
  title: 'Help',
  myTickets: 'My tickets',
  newTicket: 'New ticket',
  ticket: 'Ticket',
  back: 'My tickets',
  writeFirst: 'Write to us',
})
