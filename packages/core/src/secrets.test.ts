import { expect, it } from 'vitest'
import { createHelpdesk } from './create-helpdesk.ts'
import { sqlite } from './db/drivers/sqlite.ts'
import { decodeCursor, encodeCursor } from './kit/pagination.ts'
import type { HelpdeskPlugin } from './plugin/contract.ts'

const old = 'an old secret that is long enough for it'
const fresh = 'a fresh secret that is long enough for it'

it('signs with the first secret and accepts what the others have signed', () => {
  const cursor = encodeCursor([old], 'list', [1])
  expect(decodeCursor([fresh, old], 'list', cursor)).toEqual([1])
  expect(() => decodeCursor([fresh], 'list', cursor)).toThrow(/not one of this list/)
  expect(decodeCursor([fresh], 'list', encodeCursor([fresh, old], 'list', [2]))).toEqual([2])
})

it('gives plugins all of them, the current one first', async () => {
  let seen: readonly unknown[] = []
  const probe: HelpdeskPlugin = {
    id: 'probe',
    version: '1.0.0',
    core: '*',
    setup({ secret, secrets }) {
      seen = [secret, secrets]
      return { api: () => ({}) }
    },
  }
  const helpdesk = createHelpdesk({
    database: sqlite({ file: ':memory:' }),
    secret: [fresh, old],
    authenticate: () => null,
    plugins: [probe],
  })
  expect(seen).toEqual([fresh, [fresh, old]])
  await helpdesk.close()
})

it.each([[[]], [[fresh, 'short']]])('refuses %j', (secret) => {
  const options = { database: sqlite({ file: ':memory:' }), authenticate: () => null }
  expect(() => createHelpdesk({ ...options, secret })).toThrow(/at least 32/)
})
