import { defineTerms } from '../terms/terms.ts'

/** What is said of tags before any element of theirs is loaded: apart, because every page has it. */
export const tagLabels = defineTerms('tag-labels', {
  tags: 'Tags',
  any: (names: string) => `Tags: ${names}`,
  all: (names: string) => `Tags, all of: ${names}`,
  without: (names: string) => `Without the tags: ${names}`,
})
