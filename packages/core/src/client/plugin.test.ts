import { describe, expectTypeOf, it } from 'vitest'
import type { CoreApiWith } from '../api/additions.ts'
import type { CoreApi } from '../api/types.ts'
import type { Reply } from '../replies/types.ts'
import type { Page, Ticket, TicketSummary } from '../tickets/types.ts'
import { createHelpdeskClient } from './create-client.ts'
import type { CallOptions } from './http.ts'
import type { ClientPlugin, HelpdeskClient } from './plugin.ts'

interface Tag {
  readonly name: string
}

interface TagsApi {
  list(input?: { query?: string }, options?: CallOptions): Promise<readonly Tag[]>
}

interface TagsAdditions {
  readonly inputs: { readonly 'ticket.create': { readonly tags?: readonly string[] } }
  readonly ticketFilters: { readonly tags: { readonly any?: readonly string[] } }
  readonly ticketFields: { readonly tags?: readonly Tag[] }
}

interface FilesAdditions {
  readonly inputs: { readonly 'reply.create': { readonly files?: readonly string[] } }
  readonly ticketFields: { readonly files: readonly string[] }
  readonly replyFields: { readonly files: readonly string[] }
  readonly ticketSorts: { readonly size: true }
}

interface FilesApi {
  remove(id: string): Promise<void>
}

type TagsClient = ClientPlugin<'tags', TagsApi, TagsAdditions>
type FilesClient = ClientPlugin<'files', FilesApi, FilesAdditions>

declare const plain: HelpdeskClient
declare const tagged: HelpdeskClient<readonly [TagsClient]>
declare const both: HelpdeskClient<readonly [TagsClient, FilesClient]>

/** Looked at by the type checker, never run. */
function types(_: () => unknown): void {}

const ticketId = 'x'
const draft = { subject: 'x', description: 'x' }

describe('the client of a helpdesk without plugins', () => {
  it('has core’s functions, with options', () => {
    types(async () => {
      expectTypeOf(
        await plain.tickets.create(draft, { idempotencyKey: 'x' }),
      ).toEqualTypeOf<Ticket>()
      expectTypeOf(await plain.replies.list({ ticketId })).toExtend<Page<Reply>>()
      const { signal } = new AbortController()
      await plain.participants.remove({ ticketId, personId: 'x' }, { signal })
      await plain.capabilities({ signal })
    })
    expectTypeOf<CoreApiWith<object>>().toExtend<CoreApi>()
  })

  it('knows no others', () => {
    types(() => {
      // @ts-expect-error not installed
      plain.tags
      // @ts-expect-error not a filter
      plain.tickets.list({ tags: { any: ['vip'] } })
      // @ts-expect-error works in process only
      plain.tickets.parseList({})
      // @ts-expect-error not a field
      plain.tickets.list({ include: ['tags'] })
      // @ts-expect-error not a sort
      plain.tickets.list({ sort: 'size' })
      // @ts-expect-error not an input
      plain.tickets.create({ ...draft, tags: ['vip'] })
      // @ts-expect-error not a status
      plain.tickets.list({ status: ['burning'] })
    })
  })
})

describe('the client with plugins', () => {
  it('has their functions under their ids', () => {
    types(() => {
      expectTypeOf(tagged.tags).toEqualTypeOf<TagsApi>()
      expectTypeOf(both.tags).toEqualTypeOf<TagsApi>()
      expectTypeOf(both.files).toEqualTypeOf<FilesApi>()
      // @ts-expect-error only tags are installed
      tagged.files
    })
  })

  it('knows their inputs, filters and sorts', () => {
    types(() => {
      tagged.tickets.create({ ...draft, tags: ['vip'] }, { idempotencyKey: 'x' })
      tagged.tickets.list({ tags: { any: ['vip'] }, status: ['open'] })
      both.tickets.list({ tags: { any: ['vip'] }, sort: 'size' })
      both.replies.create({ ticketId, body: 'x', files: ['f'] })
      // @ts-expect-error tags are names
      tagged.tickets.create({ ...draft, tags: [1] })
      // @ts-expect-error not what the filter takes
      tagged.tickets.list({ tags: ['vip'] })
      // @ts-expect-error replies have no tags
      both.replies.create({ ticketId, body: 'x', tags: ['vip'] })
      // @ts-expect-error only tags are installed
      tagged.tickets.list({ sort: 'size' })
    })
  })

  it('knows the fields that were asked for, and no others', () => {
    types(async () => {
      const bare = await both.tickets.get({ ticketId })
      expectTypeOf(bare).toExtend<Ticket>()
      // @ts-expect-error was not asked for
      bare.files
      const one = await both.tickets.get({ ticketId, include: ['files'] })
      expectTypeOf(one.files).toEqualTypeOf<readonly string[]>()
      // @ts-expect-error was not asked for
      one.tags
      const page = await both.tickets.list({ include: ['tags', 'files'] })
      expectTypeOf(page.data).toExtend<readonly TicketSummary[]>()
      expectTypeOf(page.data[0]?.tags).toEqualTypeOf<readonly Tag[] | undefined>()
      const replies = await both.replies.list({ ticketId, include: ['files'] })
      expectTypeOf(replies.data[0]?.files).toEqualTypeOf<readonly string[] | undefined>()
      // @ts-expect-error no plugin has it
      both.tickets.get({ ticketId, include: ['colour'] })
      // @ts-expect-error a field of tickets
      both.replies.list({ ticketId, include: ['tags'] })
    })
  })

  it('is inferred from the plugins it is made with', () => {
    types(() => {
      const tagsClient = {} as TagsClient
      const filesClient = {} as FilesClient
      const made = createHelpdeskClient({ baseUrl: '', plugins: [tagsClient, filesClient] })
      expectTypeOf(made).toEqualTypeOf<typeof both>()
      expectTypeOf(createHelpdeskClient({ baseUrl: '' })).toEqualTypeOf<typeof plain>()
    })
  })
})
