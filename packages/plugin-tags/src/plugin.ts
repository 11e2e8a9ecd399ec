/** The plugin: its parts by name, each in a file of its own. */
import { checkOptions, type HelpdeskPlugin } from '@deskhand/core/plugin'
import { z } from 'zod'
import { tagsApi } from './api.ts'
import { eraseHandler } from './erase-handler.ts'
import { tagEvents } from './events.ts'
import { mergeHandler } from './merge-handler.ts'
import { migrations } from './migrations/index.ts'
import { tagPermissions } from './permissions.ts'
import { recountJob } from './recount.ts'
import { tagRoutes } from './routes.ts'
import { tagCounts, taggings, tags as tagsTable } from './schema.ts'
import { searchText } from './search-text.ts'
import { countingHooks } from './standing.ts'
import { tagsField } from './ticket-field.ts'
import { tagsFilter } from './ticket-filter.ts'
import { tagsInput } from './ticket-input.ts'
import type { TagsAdditions, TagsApi, TagsOptions } from './types.ts'
import { version } from './version.ts'

export interface TagsPlugin extends HelpdeskPlugin<'tags', TagsApi, TagsAdditions> {}

declare module '@deskhand/core/plugin' {
  interface KnownPlugins {
    readonly tags: TagsApi
  }
  interface KnownAdditions {
    readonly tags: TagsAdditions
  }
}

const tagsOptions = z.strictObject(
  { agentsMayCreate: z.boolean().default(false) },
  'Write tags() or tags({ agentsMayCreate: true }).',
)

/**
 * Tags for tickets: managed, coloured, counted, and found by.
 *
 * @example
 * createHelpdesk({ …, plugins: [tags({ agentsMayCreate: true })] })
 */
export function tags(options: TagsOptions = {}): TagsPlugin {
  const { agentsMayCreate } = checkOptions('tags()', tagsOptions, options)
  return {
    id: 'tags',
    version,
    core: '>=0.0.0 <1.0.0',
    tables: { tags: tagsTable, taggings, tagCounts },
    derived: ['tagCounts'],
    migrations,
    permissions: tagPermissions(agentsMayCreate),
    setup({ sealer }) {
      const cursors = sealer('cursors')
      return {
        api: (call) => tagsApi(call, cursors),
        routes: tagRoutes,
        inputs: { 'ticket.create': { tags: tagsInput } },
        ticketFields: { tags: tagsField },
        ticketFilters: { tags: tagsFilter },
        hooks: countingHooks,
        events: tagEvents,
        jobs: [recountJob],
        // No `redact`: a tag's name belongs to the list, not to a ticket. Whoever manages tags renames it.
        provides: { merge: mergeHandler, erase: eraseHandler, searchText },
      }
    },
  }
}
