/** The services bound to a call. */
import type { Call, Sealer } from '@deskhand/core/plugin'
import { bulkAdd, bulkRemove } from './bulk.ts'
import { createTag, getTag, listTags, updateTag } from './managed.ts'
import { deleteTag, mergeTags } from './retire.ts'
import { suggestTags, tagStatistics } from './statistics.ts'
import { addTags, removeTags, setTags } from './tagging.ts'
import { presentTagsOf, tagsOfTicket } from './ticket-field.ts'
import type { TaggingInput, TagsApi } from './types.ts'

export function tagsApi(call: Call, cursors: Sealer): TagsApi {
  const answering =
    (change: (call: Call, input: TaggingInput) => Promise<{ readonly id: string }>) =>
    async (input: TaggingInput) =>
      presentTagsOf(call, (await change(call, input)).id)

  return {
    list: (input = {}) => listTags(call, cursors, input),
    get: (input) => getTag(call, input),
    suggest: (input = {}) => suggestTags(call, input),
    statistics: (input = {}) => tagStatistics(call, cursors, input),
    create: (input) => createTag(call, input),
    update: (input) => updateTag(call, input),
    merge: (input) => mergeTags(call, input),
    delete: (input) => deleteTag(call, input),
    of: (input) => tagsOfTicket(call, input),
    add: answering(addTags),
    remove: answering(removeTags),
    set: answering(setTags),
    bulkAdd: (input) => bulkAdd(call, input),
    bulkRemove: (input) => bulkRemove(call, input),
  }
}
