import { createTestHelpdesk, type TestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHelpdesk } from './create-helpdesk.ts'
import { sqlite } from './db/drivers/sqlite.ts'
import { decodeCursor, encodeCursor } from './kit/pagination.ts'
import { createSealer } from './kit/sealing.ts'
import type { HelpdeskPlugin, PluginContext } from './plugin/contract.ts'

const old = 'an old secret that is long enough for it'
const fresh = 'a fresh secret that is long enough for it'

const owner = { tenantId: 't1' }

it('accepts cursors of each secret in the list, and of no other', () => {
  const sealers = { old: createSealer([old], 'x'), fresh: createSealer([fresh], 'x') }
  const both = createSealer([fresh, old], 'x')
  const cursor = encodeCursor(sealers.old, owner, 'list', [1])
  expect(decodeCursor(both, owner, 'list', cursor)).toEqual([1])
  expect(() => decodeCursor(sealers.fresh, owner, 'list', cursor)).toThrow(/not one of this list/)
  const again = encodeCursor(both, owner, 'list', [2])
  expect(decodeCursor(sealers.fresh, owner, 'list', again)).toEqual([2])
})

it('refuses the cursor of another tenant and of another list', () => {
  const sealer = createSealer([fresh], 'x')
  const cursor = encodeCursor(sealer, owner, 'list', [1])
  for (const [tenantId, kind] of [
    ['t2', 'list'],
    ['t1', 'other'],
    ['t1:list', ''],
  ] as const) {
    expect(() => decodeCursor(sealer, { tenantId }, kind, cursor)).toThrow(/not one of this list/)
  }
})

it.each([[[]], [[fresh, 'short']]])('refuses %j', (secret) => {
  const options = { database: sqlite({ file: ':memory:' }), authenticate: () => null }
  expect(() => createHelpdesk({ ...options, secret })).toThrow(/at least 32/)
})

describe('sealers of plugins', () => {
  /** A plugin that records the context of its setup. */
  function probe(id: string) {
    const kept = {} as { context: PluginContext }
    const plugin: HelpdeskPlugin = {
      id,
      version: '1.0.0',
      core: '^0.0.0',
      setup(context) {
        kept.context = context
        return { api: () => ({}) }
      },
    }
    return { kept, plugin }
  }

  const one = probe('one')
  const two = probe('two')
  const context = JSON.stringify(['default', 'tickets:created:desc:internal'])
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await createTestHelpdesk({
      secret: [fresh, old],
      plugins: [one.plugin, two.plugin],
    })
    for (const subject of ['A', 'B']) {
      await desk.as('ada').tickets.create({ subject, description: 'x' })
    }
  })
  afterAll(() => desk.close())

  const list = (cursor?: string) =>
    desk.as('grace').tickets.list({ sort: 'created', order: 'desc', limit: 1, cursor })

  it('unseal what the same plugin sealed for the same purpose', () => {
    const sealed = one.kept.context.sealer('links').seal('x')
    expect(one.kept.context.sealer('links').unseal(sealed)).toBe('x')
    expect(one.kept.context.sealer('tokens').unseal(sealed)).toBeNull()
  })

  it.each(['links', '', 'two:links', 'core:cursors'])(
    'do not unseal what another plugin sealed for %j',
    (purpose) => {
      const sealed = one.kept.context.sealer(purpose).seal('x')
      expect(two.kept.context.sealer(purpose).unseal(sealed)).toBeNull()
      expect(two.kept.context.sealer(`one:${purpose}`).unseal(sealed)).toBeNull()
    },
  )

  it.each(['cursors', 'core:cursors', 'tickets', ''])(
    'do not unseal or forge the cursors of core as %j',
    async (purpose) => {
      const cursor = String((await list()).page.nextCursor)
      const values = createSealer([fresh], 'core:cursors').unseal(cursor, { context })
      expect(values).toMatch(/^\[/)
      const sealer = one.kept.context.sealer(purpose)
      expect(sealer.unseal(cursor, { context })).toBeNull()
      const made = sealer.seal(String(values), { context })
      await expect(list(made)).rejects.toMatchObject({ code: 'invalid_cursor' })
    },
  )

  it('unseal what was sealed before the secret was changed', () => {
    const sealed = createSealer([old], 'plugin:one:links').seal('x')
    expect(one.kept.context.sealer('links').unseal(sealed)).toBe('x')
  })

  it('do not expose the secret', () => {
    expect(JSON.stringify(one.kept.context)).not.toContain(fresh)
  })
})
