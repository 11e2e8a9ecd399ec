/** The state of the page of all tags: what is listed, found, and changed. */
import type { CountedTag, Tag, TagCreateInput } from '@deskhand/plugin-tags/client'
import type { ReactiveController } from 'lit'
import { KeysetList } from '../lists/keyset-list.ts'
import type { SessionHost } from '../session/session-host.ts'
import { nameKey } from '../tags/tag.ts'

const pageSize = 50
/** As many as `suggest` answers with at most. */
const foundAtMost = 100
const typingPauseMs = 180

/** What a change may say of a tag. */
export type TagValues = Pick<TagCreateInput, 'name' | 'colour' | 'icon' | 'isPublic'>

export class TagListController implements ReactiveController {
  readonly list: KeysetList<CountedTag>
  readonly #host: SessionHost
  #prefix = ''
  #key = ''
  #typing: ReturnType<typeof setTimeout> | undefined

  constructor(host: SessionHost) {
    this.#host = host
    host.addController(this)
    this.list = new KeysetList<CountedTag>(host, {
      keyOf: ({ id }) => id,
      load: (cursor, signal) => this.#load(cursor, signal),
    })
  }

  /** What the names begin with that are listed; empty for all. */
  get prefix(): string {
    return this.#prefix
  }

  hostUpdate(): void {
    const { session } = this.#host
    const isReady = session?.status === 'ready' && session.client.tags
    const key = isReady ? JSON.stringify([session.person?.tenantId, session.person?.id]) : ''
    if (key === this.#key || (key === '' && session?.person)) return
    this.#key = key
    this.list.reset()
    if (key !== '') void this.list.first()
  }

  hostConnected(): void {
    this.#host.requestUpdate()
  }

  hostDisconnected(): void {
    clearTimeout(this.#typing)
    this.#key = ''
  }

  /** Lists those whose names begin so, once typing pauses. */
  find(prefix: string): void {
    if (prefix === this.#prefix) return
    this.#prefix = prefix
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => void this.list.first(), typingPauseMs)
    this.#host.requestUpdate()
  }

  /** Throws `name_taken` (409). A new tag stands first, because nobody would find it among the unused. */
  async create(values: TagValues): Promise<Tag> {
    const tag = await this.#api.create(values, this.#options)
    this.list.prepend({ ...lookOf(tag), open: 0, total: 0 })
    return tag
  }

  /** Throws `name_taken` (409). */
  async update(before: CountedTag, values: Partial<TagValues>): Promise<Tag> {
    const tag = await this.#api.update({ tagId: before.id, ...values }, this.#options)
    this.list.replace({ ...before, ...lookOf(tag) })
    return tag
  }

  /** Answers with how many tickets got the other tag. */
  async merge({ id }: CountedTag, intoId: string): Promise<{ tag: Tag; tickets: number }> {
    const merged = await this.#api.merge({ tagId: id, intoId }, this.#options)
    this.list.remove(id)
    await this.#recount(merged.tag).catch(() => {
      // The tags are merged; only the new count is not known yet.
    })
    return merged
  }

  /** Answers with how many tickets it was taken off. */
  async delete({ id }: CountedTag): Promise<number> {
    const { tickets } = await this.#api.delete({ tagId: id }, this.#options)
    this.list.remove(id)
    return tickets
  }

  async #recount({ id, name }: Tag): Promise<void> {
    const { data } = await this.#api.suggest({ prefix: name, limit: foundAtMost }, this.#options)
    const counted = data.find((tag) => tag.id === id)
    if (counted) this.list.replace(counted)
  }

  async #load(cursor: string | undefined, signal: AbortSignal) {
    const prefix = this.#prefix.trim()
    if (nameKey(prefix) === '') {
      return this.#api.statistics({ limit: pageSize, cursor }, { signal })
    }
    const { data } = await this.#api.suggest({ prefix, limit: foundAtMost }, { signal })
    return { data, page: { hasMore: false, nextCursor: null } }
  }

  get #api() {
    const api = this.#host.session?.client.tags
    if (!api)
      throw new TypeError('The client has no plugin “tags”: add tagsClient() to its plugins.')
    return api
  }

  get #options() {
    return { signal: this.#host.session?.signal }
  }
}

function lookOf({ id, name, colour, textColour, icon, isPublic }: Tag) {
  return { id, name, colour, textColour, icon, isPublic }
}
