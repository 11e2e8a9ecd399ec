import type { PersonSummary, Role } from '@deskhand/core/client'
import { TypedSearch } from '../lists/typed-search.ts'
import type { SessionHost } from '../session/session-host.ts'

export interface PeopleSearchOptions {
  /** Only people with one of these roles. Default: everyone. */
  readonly roles?: readonly Role[] | undefined
  /** Default 8. */
  readonly limit?: number | undefined
}

/** People by what is being typed of their name or address: for pickers. Empty finds nobody. */
export class PeopleSearch extends TypedSearch<PersonSummary> {
  constructor(host: SessionHost, options: PeopleSearchOptions = {}) {
    super(host, async ({ client }, query, signal) => {
      if (query === '') return []
      const { roles, limit = 8 } = options
      return (await client.people.search({ query, limit, roles }, { signal })).data
    })
  }
}
