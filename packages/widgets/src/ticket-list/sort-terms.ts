import { defineTerms } from '../terms/terms.ts'

export const sortTerms = defineTerms('sort-menu', {
  sort: 'Sort',
  timeDesc: 'Newest first',
  timeAsc: 'Oldest first',
  rankDesc: 'Highest first',
  rankAsc: 'Lowest first',
  otherDesc: 'Descending',
  otherAsc: 'Ascending',
})
