import { defineTerms, english } from '../terms/terms.ts'

const tickets = (count: number) => english(count, { one: '# ticket', other: '# tickets' })

export const tagManagerTerms = defineTerms('tag-manager', {
  title: 'Tags',
  newTag: 'New tag',
  find: 'Find by the beginning of the name',
  findHint: 'Find a tag…',
  tag: 'Tag',
  visibility: 'Visible to',
  open: 'Open',
  total: 'All tickets',
  openOf: (open: number) => english(open, { one: '# open', other: '# open' }),
  tickets,
  internal: 'Your team',
  public: 'Everyone',
  isPublic: 'Visible to customers',
  isPublicHint: 'They see it on their tickets and can find them by it.',
  publish: (name: string) => `“${name}” is visible to customers`,
  edit: (name: string) => `Edit “${name}”`,
  merge: (name: string) => `Merge “${name}” into another tag`,
  delete: (name: string) => `Delete “${name}”`,
  actions: 'Actions',
  loading: 'Loading tags…',
  empty: 'No tags yet',
  emptyHint: 'Tags group tickets across categories: a topic, a customer, a release.',
  emptyReadOnly: 'Nobody has made a tag yet.',
  noneFound: (prefix: string) => `No tag begins with “${prefix}”`,
  failed: 'The tags could not be loaded.',
  more: 'Show more',
  name: 'Name',
  nameHint: 'Such as “billing”',
  nameMissing: 'Give the tag a name.',
  nameTaken: (name: string) => `There is a tag named “${name}” already. Choose another name.`,
  colour: 'Colour',
  ownColour: 'Own colour',
  contrast: (ratio: string) => `Text contrast ${ratio} : 1`,
  icon: 'Icon',
  noIcon: 'No icon',
  preview: 'Preview',
  create: 'Create tag',
  save: 'Save',
  saving: 'Saving…',
  created: (name: string) => `Tag “${name}” created.`,
  saved: (name: string) => `Tag “${name}” saved.`,
  mergeTitle: (name: string) => `Merge “${name}” into another tag`,
  mergeText: (count: number | undefined) =>
    count === undefined
      ? 'All tickets with this tag get the other tag in place of this one, which is gone afterwards.'
      : count === 0
        ? 'No ticket has this tag. It is gone afterwards.'
        : english(count, {
            one: '# ticket gets the other tag in place of this one, which is gone afterwards.',
            other: '# tickets get the other tag in place of this one, which is gone afterwards.',
          }),
  mergeInto: 'Merge into',
  mergeWillShow: 'The other tag is visible to customers, so they will see it on these tickets.',
  mergeWillHide: 'The other tag is internal, so customers will not see it on these tickets.',
  mergeButton: 'Merge tags',
  merged: (from: string, into: string, count: number) =>
    `“${from}” was merged into “${into}” on ${tickets(count)}.`,
  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteText: (count: number | undefined) =>
    count === undefined
      ? 'It is taken off all tickets.'
      : count === 0
        ? 'No ticket has this tag.'
        : english(count, {
            one: 'It is taken off # ticket.',
            other: 'It is taken off # tickets.',
          }),
  noUndo: 'This can’t be undone.',
  deleteButton: 'Delete tag',
  deleted: (name: string, count: number) =>
    `“${name}” was deleted and taken off ${tickets(count)}.`,
})
