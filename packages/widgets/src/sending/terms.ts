import { defineTerms } from '../terms/terms.ts'

export const sendingTerms = defineTerms('sending', {
  draftRestored: 'Your draft was restored.',
  discard: 'Discard',
  dropHere: 'Drop files to attach them',
})
