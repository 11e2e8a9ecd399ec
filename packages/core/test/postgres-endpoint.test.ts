/** The Postgres server of a test run: one, when it is asked for, and gone afterwards. */
import { expect, it } from 'vitest'
import { openPostgresEndpoint } from './support/postgres-endpoint.ts'
import { isReachable } from './support/reachable.ts'

it('starts one server for all who ask, and stops it when it closes', async () => {
  const endpoint = await openPostgresEndpoint()
  const urls = await Promise.all([1, 2, 3].map(() => ask(endpoint.url)))
  expect(new Set(urls).size).toBe(1)
  const [url = ''] = urls
  expect(await isReachable(url)).toBe(true)
  await endpoint.close()
  expect(await isReachable(url)).toBe(false)
})

it('answers nobody who does not know its address', async () => {
  const endpoint = await openPostgresEndpoint()
  const { status } = await fetch(new URL('/', endpoint.url))
  expect(status).toBe(404)
  await endpoint.close()
})

async function ask(url: string): Promise<string> {
  return (await fetch(url)).text()
}
