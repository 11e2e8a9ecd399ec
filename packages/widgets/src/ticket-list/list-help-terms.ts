import { defineTerms } from '../terms/terms.ts'

export const listHelpTerms = defineTerms('list-help', {
  keyboard: 'Keyboard shortcuts',
  move: 'Next or previous ticket',
  ends: 'First or last ticket',
  open: 'Open the ticket',
  select: 'Select the ticket',
  range: 'Select up to here',
  assign: 'Assign what is selected',
  status: 'Set the status of what is selected',
  clear: 'Clear the selection',
})
