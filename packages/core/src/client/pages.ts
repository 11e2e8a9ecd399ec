import type { Page } from '../tickets/types.ts'

/** Asks for the page after `cursor`, or for the first one. */
export type FetchPage<Item> = (cursor: string | undefined) => Promise<Page<Item>>

/**
 * All pages of a list, one after the other.
 *
 * @example
 * for await (const page of pages((cursor) => client.tickets.list({ status: ['open'], cursor }))) {
 *   show(page.data)
 * }
 */
export async function* pages<Item>(fetchPage: FetchPage<Item>): AsyncGenerator<Page<Item>, void> {
  let cursor: string | undefined
  do {
    const page = await fetchPage(cursor)
    yield page
    cursor = page.page.nextCursor ?? undefined
  } while (cursor !== undefined)
}

/** All items of a list, one after the other. */
export async function* items<Item>(fetchPage: FetchPage<Item>): AsyncGenerator<Item, void> {
  for await (const { data } of pages(fetchPage)) yield* data
}
