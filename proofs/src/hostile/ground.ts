/** What there is to aim at: two tenants with the same people, and what becomes known on the way. */
import type { HostileDesk } from './desk.ts'

export const tenants = ['default', 'acme'] as const
export type Tenant = (typeof tenants)[number]

export const people = ['ada', 'carl', 'ben', 'grace', 'hal', 'sue', 'root'] as const

/** A place below a ticket. */
interface Child {
  readonly ticketId: string
  readonly id: string
}

export interface Pools {
  readonly tickets: string[]
  readonly replies: Child[]
  readonly attachments: Child[]
  readonly drafts: string[]
  readonly categories: string[]
  readonly tags: string[]
  readonly tagNames: string[]
  readonly cursors: string[]
  readonly tokens: string[]
  /** In texts of this tenant that its customers must not see. */
  readonly secret: string
  /** In other texts of this tenant. */
  readonly mark: string
}

export type Ground = Readonly<Record<Tenant, Pools>>

const text = new TextEncoder().encode('A line of text.\n')

export async function prepareGround({ desk }: HostileDesk): Promise<Ground> {
  const [first, second] = [await prepareTenant('default'), await prepareTenant('acme')]
  return { default: first, acme: second }

  async function prepareTenant(tenant: Tenant): Promise<Pools> {
    const secret = `secret-of-${tenant}-4711`
    const mark = `mark-of-${tenant}-4711`
    const pools: Pools = {
      ...{ tickets: [], replies: [], attachments: [], drafts: [], categories: [], tags: [] },
      ...{ tagNames: [], cursors: [], tokens: [], secret, mark },
    }

    async function send<Body = { id: string }>(
      who: string,
      method: string,
      path: string,
      body?: unknown,
    ): Promise<Body> {
      const answer = await desk.request(`${who}@${tenant}`, method, path, body)
      if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
      return (await answer.json().catch(() => undefined)) as Body
    }

    async function upload(who: string, path: string): Promise<string> {
      const url = `http://app.example${desk.helpdesk.basePath}${path}`
      const headers = {
        authorization: `Bearer ${who}@${tenant}`,
        'content-type': 'application/octet-stream',
      }
      const answer = await desk.helpdesk.fetch(
        new Request(url, { method: 'POST', headers, body: text }),
      )
      if (answer.status !== 201) throw new Error(`${path}: ${await answer.text()}`)
      return ((await answer.json()) as { id: string }).id
    }

    for (const name of ['Billing', 'Hardware']) {
      pools.categories.push((await send('sue', 'POST', '/categories', { name })).id)
    }
    for (const [name, isPublic] of [
      ['vip', false],
      ['known', true],
      [secret, false],
    ] as const) {
      pools.tags.push((await send('root', 'POST', '/tags', { name, isPublic })).id)
      if (name !== secret) pools.tagNames.push(name)
    }
    const states = [undefined, 'open', 'in_progress', 'pending', 'on_hold', 'resolved', 'closed']
    for (const [index, status] of states.entries()) {
      const requester = index % 3 === 2 ? 'grace' : 'ada'
      const { id } = await send(requester, 'POST', '/tickets', {
        subject: `${mark} ${index}`,
        description: mark,
        ...(index % 2 === 0 && { cc: ['ben'] }),
      })
      pools.tickets.push(id)
      await send('sue', 'PATCH', `/tickets/${id}`, { metadata: { secret } })
      await send('sue', 'PUT', `/tickets/${id}/tags`, { names: ['vip', 'known', secret] })
      for (const audience of ['public', 'internal']) {
        const body = audience === 'public' ? mark : secret
        const made = await send<{ reply: { id: string } }>(
          'hal',
          'POST',
          `/tickets/${id}/replies`,
          { body, audience },
        )
        pools.replies.push({ ticketId: id, id: made.reply.id })
        const path = `/tickets/${id}/attachments?name=${audience}.txt&audience=${audience}`
        pools.attachments.push({ ticketId: id, id: await upload('hal', path) })
      }
      if (status !== undefined && status !== 'open') {
        const moved = { status, reason: secret }
        await send('sue', 'POST', `/tickets/${id}/transition`, moved)
      }
    }
    const gone = await send('ada', 'POST', '/tickets', { subject: mark, description: mark })
    await send('sue', 'DELETE', `/tickets/${gone.id}`)
    pools.tickets.push(gone.id)
    for (const who of ['ada', 'grace', 'root']) {
      pools.drafts.push(await upload(who, '/attachments?name=draft.txt'))
      for (const list of ['/tickets', `/tickets/${pools.tickets[0]}/replies`, '/tags']) {
        if (who === 'ada' && list === '/tags') continue
        const page = await send<{ page: { nextCursor: string | null } }>(
          who,
          'GET',
          `${list}?limit=1`,
        )
        if (page.page.nextCursor) pools.cursors.push(page.page.nextCursor)
      }
    }
    return pools
  }
}

/** Remembers what an answer has made known. */
export function learn(pools: Pools, operationId: string, body: unknown): void {
  const { id, ticketId, url, reply, page } = (body ?? {}) as {
    readonly id?: string
    readonly ticketId?: string | null
    readonly url?: string
    readonly reply?: { readonly id: string; readonly ticketId: string } | null
    readonly page?: { readonly nextCursor: string | null }
  }
  const newest = (list: unknown[], item: unknown) => {
    list.push(item)
    if (list.length > 40) list.splice(20, 1)
  }
  if (page?.nextCursor) newest(pools.cursors, page.nextCursor)
  if (url) newest(pools.tokens, url.split('/').at(-1))
  if (reply) newest(pools.replies, { id: reply.id, ticketId: reply.ticketId })
  if (!id) return
  if (operationId === 'tickets.create') newest(pools.tickets, id)
  if (operationId === 'tags.create') newest(pools.tags, id)
  if (operationId === 'categories.create') newest(pools.categories, id)
  if (operationId === 'attachments.upload') newest(pools.drafts, id)
  if (operationId === 'attachments.uploadToTicket') newest(pools.attachments, { id, ticketId })
}
