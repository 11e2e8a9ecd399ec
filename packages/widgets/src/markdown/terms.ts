import { defineTerms } from '../terms/terms.ts'

export const markdownTerms = defineTerms('markdown', {
  formatting: 'Formatting',
  bold: 'Bold',
  italic: 'Italic',
  code: 'Code',
  link: 'Link',
  quote: 'Quote',
  list: 'List',
  numbers: 'Numbered list',
  preview: 'Preview',
  nothingToPreview: 'Nothing to preview yet.',
})
