import { defineTerms, english } from '../terms/terms.ts'

export const bulkTerms = defineTerms('bulk-bar', {
  selected: (count: number) => english(count, { other: '# selected' }),
  clearSelection: 'Clear selection',
  bulkActions: 'Actions for the selected tickets',
  assign: 'Assign',
  setStatus: 'Set status',
  noStatus: 'None of the selected tickets can move to another status.',
  someOf: (some: number, all: number) => `${some} of ${all}`,
})
