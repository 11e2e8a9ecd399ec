/** The names of what filters hold only ids of. */
import type { Category, PersonSummary } from '@deskhand/core/client'
import type { WidgetClient } from '../session/client.ts'
import { type SessionHost, sessionTask } from '../session/session-host.ts'

/** People whom somebody has picked in a filter, so that the name is known wherever the filter is shown. */
const picked = new WeakMap<WidgetClient, Map<string, PersonSummary>>()

export class FilterNames {
  readonly #host: SessionHost
  readonly #categories: ReturnType<typeof sessionTask<readonly [boolean], readonly Category[]>>

  /** Categories are read as soon as they are wanted. */
  constructor(host: SessionHost, isWanted: () => boolean) {
    this.#host = host
    this.#categories = sessionTask(host, {
      args: (): readonly [boolean] => [isWanted()],
      load: async (client, [wanted], signal): Promise<readonly Category[]> =>
        wanted ? (await client.categories.list({}, { signal })).data : [],
    })
  }

  get categories(): readonly Category[] {
    return this.#categories.value ?? []
  }

  get categoriesError(): unknown {
    return this.#categories.error
  }

  retryCategories(): void {
    void this.#categories.run()
  }

  categoryName(id: string): string | undefined {
    return this.categories.find((category) => category.id === id)?.name
  }

  person(id: string): PersonSummary | undefined {
    const { session } = this.#host
    return session && picked.get(session.client)?.get(id)
  }

  remember(person: PersonSummary): void {
    const { session } = this.#host
    if (!session) return
    const known = picked.get(session.client) ?? new Map<string, PersonSummary>()
    picked.set(session.client, known.set(person.id, person))
  }
}
