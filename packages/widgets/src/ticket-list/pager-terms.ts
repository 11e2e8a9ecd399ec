import { defineTerms } from '../terms/terms.ts'

export const pagerTerms = defineTerms('pager', {
  pages: 'Pages',
  previous: 'Previous page',
  next: 'Next page',
  page: (page: number) => `Page ${page}`,
  pageSize: 'Per page',
})
