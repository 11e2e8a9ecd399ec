/** As little of a search as the field for it needs: subjects that contain a text. */
import { contains, tickets } from '@deskhand/core/db'
import { filter, type HelpdeskPlugin } from '@deskhand/core/plugin'
import { z } from 'zod'

export const search: HelpdeskPlugin = {
  id: 'search',
  version: '1.0.0',
  core: '>=0.0.0 <1.0.0',
  setup: () => ({
    api: () => ({}),
    ticketFilters: {
      query: filter<string>({
        audience: 'public',
        schema: z.string().min(1).max(200),
        where: ({ db }, text) => contains(db, tickets.subject, text),
      }),
    },
  }),
}
