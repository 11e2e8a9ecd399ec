import { defineTerms } from '../terms/terms.ts'

export const launcherTerms = defineTerms('launcher', {
  open: 'Help',
  close: 'Close help',
  failed: 'Help could not be loaded. Try again.',
})

export const launcherPanelTerms = defineTerms('launcher-panel', {
  title: 'Help',
  myTickets: 'My tickets',
  newTicket: 'New ticket',
  writeFirst: 'Write to us',
  ticket: 'Ticket',
  back: 'Back to my tickets',
  close: 'Close',
})
