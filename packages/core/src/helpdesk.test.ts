/** What TypeScript lets a host do with a helpdesk, whatever its plugins. */
import { describe, expectTypeOf, it } from 'vitest'
import type {
  Actor,
  Helpdesk,
  HelpdeskPlugin,
  Page,
  ReplyListInput,
  TicketListInput,
  TicketSummary,
} from './index.ts'

interface TagsPlugin extends HelpdeskPlugin<'tags', { list(): Promise<readonly string[]> }> {
  readonly adds?: {
    readonly inputs: { readonly 'ticket.create': { readonly tags?: readonly string[] } }
    readonly ticketFilters: { readonly tags: { readonly any?: readonly string[] } }
    readonly ticketFields: { readonly tags: readonly string[] }
    readonly ticketSorts: { readonly tagged: true }
  }
}

interface FilesPlugin extends HelpdeskPlugin<'files', { remove(id: string): Promise<void> }> {
  readonly adds?: {
    readonly inputs: { readonly 'reply.create': { readonly files?: readonly string[] } }
    readonly replyFields: { readonly files: readonly string[] }
  }
}

type Tagged = Helpdesk<readonly [TagsPlugin]>
type Both = Helpdesk<readonly [TagsPlugin, FilesPlugin]>

/** Looked at by the type checker, never run. */
function types(_: () => unknown): void {}

declare const actor: Actor
declare const tagged: Tagged

describe('a plain Helpdesk', () => {
  it('is one with any plugins', () => {
    expectTypeOf<Helpdesk<readonly []>>().toExtend<Helpdesk>()
    expectTypeOf<Tagged>().toExtend<Helpdesk>()
    expectTypeOf<Both>().toExtend<Helpdesk>()
    expectTypeOf<Both>().toExtend<Tagged>()
    expectTypeOf<Helpdesk<readonly HelpdeskPlugin[]>>().toExtend<Helpdesk>()
    types(() => {
      const newest = (helpdesk: Helpdesk) => helpdesk.as(actor).tickets.list({ limit: 5 })
      expectTypeOf(newest(tagged)).resolves.toExtend<Page<TicketSummary>>()
    })
  })

  it('does not pass for one with a plugin', () => {
    expectTypeOf<Helpdesk>().not.toExtend<Tagged>()
    expectTypeOf<Tagged>().not.toExtend<Both>()
  })
})

describe('the exported inputs of lists', () => {
  const input: TicketListInput = { status: ['open'], sort: 'updated' }
  const replies: ReplyListInput = { ticketId: 'x', limit: 5 }

  it('are what the lists take, with and without plugins', () => {
    types(async (helpdesk?: Helpdesk, both?: Both) => {
      await helpdesk?.as(actor).tickets.list(input)
      await helpdesk?.as(actor).replies.list(replies)
      await both?.as(actor).tickets.list({ ...input, tags: { any: ['vip'] }, sort: 'tagged' })
      const page = await both?.as(actor).tickets.list({ ...input, include: ['tags'] })
      expectTypeOf(page?.data[0]?.tags).toEqualTypeOf<readonly string[] | undefined>()
      await both?.as(actor).replies.list({ ...replies, include: ['files'] })
    })
  })

  it('name the fields of plugins only where they are said', () => {
    types(() => {
      const named: TicketListInput<'tags'> = { include: ['tags'] }
      // @ts-expect-error there are none without plugins
      const unnamed: TicketListInput = { include: ['tags'] }
      return [named, unnamed]
    })
  })
})
