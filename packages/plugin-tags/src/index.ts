/** `@deskhand/plugin-tags`: what a host imports. */
export { type TagIcon, tagIcons } from './icons.ts'
export { type TagPermission, tagPermissions } from './permissions.ts'
export { type TagsPlugin, tags } from './plugin.ts'
export type {
  BulkTaggingInput,
  CountedTag,
  Tag,
  TagCreateInput,
  TaggingInput,
  TagSelection,
  TagSuggestInput,
  TagsAdditions,
  TagsApi,
  TagsFilter,
  TagsOfTicket,
  TagsOptions,
  TagUpdateInput,
  TicketTag,
} from './types.ts'
