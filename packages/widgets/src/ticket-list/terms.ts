import { defineTerms, english } from '../terms/terms.ts'

export const listTerms = defineTerms('ticket-list', {
  tickets: 'Tickets',
  myTickets: 'My tickets',
  count: (count: number) => english(count, { one: '# ticket', other: '# tickets' }),
  countOver: (limit: number) => english(limit, { other: 'More than # tickets' }),
  subject: 'Ticket',
  status: 'Status',
  priority: 'Priority',
  assignee: 'Assignee',
  updated: 'Updated',
  created: 'Created',
  unassigned: 'Unassigned',
  number: (number: number) => `#${number}`,
  gone: 'Not available any more',
  filters: 'Filters',
  clearFilters: 'Clear filters',
  select: (subject: string) => `Select “${subject}”`,
  selectPage: 'Select all tickets on this page',
  changed: (count: number) =>
    english(count, { one: '# ticket changed', other: '# tickets changed' }),
  notChanged: (count: number) =>
    english(count, {
      one: '# ticket could not be changed',
      other: '# tickets could not be changed',
    }),
  newTickets: (count: number) => english(count, { one: '# new ticket', other: '# new tickets' }),
  newTicketsOver: (count: number) => english(count, { other: 'More than # new tickets' }),
  nothingYet: 'No tickets yet',
  nothingYetHint: 'New tickets appear here as soon as somebody writes.',
  nothingYetCustomer: 'You have no tickets yet',
  nothingYetCustomerHint: 'When you ask for help, you find your questions and our answers here.',
  nothingMatches: 'No ticket matches these filters',
  nothingMatchesHint: 'Try fewer or other filters.',
  failed: 'The tickets could not be loaded',
  notRefreshed: 'The list could not be brought up to date.',
  signedOutHint: 'Sign in to see your tickets.',
  page: (page: number) => `Page ${page}`,
  loadMore: 'Load more',
  loadedMore: (count: number) =>
    english(count, { one: '# more ticket loaded', other: '# more tickets loaded' }),
})

export type ListTerms = typeof listTerms.en
