import { defineTerms, english } from '../terms/terms.ts'

/** What is beside the conversation. */
export const fieldTerms = defineTerms('ticket-fields', {
  subject: 'Subject',
  assignee: 'Assignee',
  assignToMe: 'Assign to me',
  team: 'Team',
  noTeam: 'No team',
  category: 'Category',
  noCategory: 'None',
  organisation: 'Organisation',
  requester: 'Requester',
  participants: 'In copy',
  addParticipant: 'Add somebody',
  removeParticipant: (name: string) => `Remove ${name}`,
  times: 'Times',
  created: 'Created',
  updated: 'Updated',
  firstResponse: 'First response',
  waitingSince: 'Waiting since',
  resolved: 'Resolved',
  closed: 'Closed',
  reopened: (count: number) => english(count, { one: 'Reopened once', other: 'Reopened # times' }),
  metadata: 'Metadata',
  yes: 'Yes',
  no: 'No',
  you: 'You',
  named: (field: string) => `${field}: `,
  addByEmail: 'By email address',
  add: 'Add',
  emailExample: 'name@example.com',
  emailInvalid: 'Write a full address, such as name@example.com.',
})

export type FieldTerms = typeof fieldTerms.en
