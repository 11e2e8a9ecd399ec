import { defineTerms } from '../terms/terms.ts'

export const pickerTerms = defineTerms('person-picker', {
  find: 'Find a person',
  placeholder: 'Name or email address',
  me: 'Me',
  nobody: 'Nobody',
  searching: 'Searching…',
  noneFound: 'Nobody is found under this name.',
})
