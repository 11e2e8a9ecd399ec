import { TypedSearch } from '../lists/typed-search.ts'
import type { SessionHost } from '../session/session-host.ts'
import { rememberTags } from './known-tags.ts'
import type { TagLook } from './tag.ts'

/** A tag that is offered, with how many tickets have it if the reader sees all tickets. */
export interface FoundTag extends TagLook {
  readonly total?: number
}

const limit = 20
const longest = 50

/** Tags whose names begin with what is being typed, most used first if the reader sees all tickets. */
export class TagSearch extends TypedSearch<FoundTag> {
  constructor(host: SessionHost) {
    super(host, async ({ client }, query, signal) => {
      if (!client.tags) return []
      const prefix = query.slice(0, longest) || undefined
      const { data } = await client.tags.suggest({ prefix, limit }, { signal })
      rememberTags(client, data)
      return data
    })
  }
}
