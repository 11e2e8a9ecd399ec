import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { days, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { createHelpdesk } from '../create-helpdesk.ts'
import { t, table } from '../db/index.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import { job } from '../plugin/define.ts'

const ailing: HelpdeskPlugin = {
  id: 'ailing',
  version: '1.0.0',
  core: '^0.0.0',
  setup: () => ({
    api: (call) => ({
      fail: () => call.transaction((inner) => inner.enqueue('ailing:fail', {})),
    }),
    jobs: [
      job({
        name: 'ailing:fail',
        schema: z.strictObject({}),
        maxAttempts: 1,
        run: async () => {
          throw new Error('it hurts')
        },
      }),
    ],
    on: { notice: { events: ['ticket.created'], handle: async () => {} } },
    doctor: async () => [{ code: 'fever', detail: 'Put it to bed.' }],
  }),
}

describe.each(engines)('the doctor on $name', (engine) => {
  let desk: TestHelpdesk<readonly [typeof ailing]>

  beforeAll(async () => {
    desk = await openHelpdesk(engine, { plugins: [ailing] })
  })
  afterAll(() => desk.close())

  it('has what plugins say of themselves', async () => {
    expect(await desk.helpdesk.doctor()).toEqual([{ code: 'fever', detail: 'Put it to bed.' }])
  })

  it('goes on when a plugin fails to look', async () => {
    const confused: HelpdeskPlugin = {
      id: 'confused',
      version: '1.0.0',
      core: '^0.0.0',
      setup: () => ({ api: () => ({}), doctor: () => Promise.reject(new Error('lost my way.')) }),
    }
    const helpdesk = createHelpdesk({
      database: desk.storage,
      secret: 'a secret that is only good for tests',
      authenticate: () => null,
      clock: desk.clock,
      plugins: [confused, ailing],
    })
    expect(await helpdesk.doctor()).toEqual([
      { code: 'doctor_failed', detail: expect.stringMatching(/"confused" failed: Error: lost my/) },
      { code: 'fever', detail: 'Put it to bed.' },
    ])
  })

  it('names work that gave up, tables and subscribers whose plugin is gone', async () => {
    const api = desk.as('root') as unknown as { ailing: { fail(): Promise<void> } }
    await api.ailing.fail()
    await desk.helpdesk.runDue()
    await desk.storage.execute(desk.storage.db, 'create table deskhand_forgotten (id integer)')
    desk.clock.advance(31 * days)

    const without = createHelpdesk({
      database: desk.storage,
      secret: 'a secret that is only good for tests',
      authenticate: () => null,
      clock: desk.clock,
    })
    const findings = await without.doctor()
    expect(findings.map(({ code }) => code)).toEqual([
      'table_without_plugin',
      'dead_work',
      'overdue_work',
      'silent_subscriber',
    ])
    expect(findings.map(({ detail }) => detail).join('\n')).toMatch(
      /"deskhand_forgotten"[\s\S]*"ailing:fail" gave up[\s\S]*"ailing:notice"/,
    )
  })
})

it.each(engines)(
  'names misspelt events and tables without a migration on $name',
  async (engine) => {
    const note = table('deskhand_unmade', { text: t.text() })
    const feed = { from: 'now', apply: async () => {} } as const
    const handle = async () => {}
    const hasty: HelpdeskPlugin = {
      id: 'hasty',
      version: '1.0.0',
      core: '^0.0.0',
      tables: { note },
      setup: () => ({
        api: () => ({}),
        feeds: { counts: { ...feed, events: ['ticket.created', 'ticket.create'] } },
        // Nobody declares the second one, as when an optional plugin is not installed.
        on: { notice: { events: () => ['ticket.asigned', 'ticket.merged'], handle } },
      }),
    }
    const desk = await openHelpdesk(engine, { plugins: [hasty] })
    expect(await desk.helpdesk.doctor()).toEqual([
      {
        code: 'missing_table',
        detail: expect.stringMatching(/"hasty".*"deskhand_unmade".*migrate/),
      },
      {
        code: 'unknown_event',
        detail:
          'The feed "hasty:counts" waits for the event "ticket.create", which no plugin declares. Did you mean "ticket.created"?',
      },
      {
        code: 'unknown_event',
        detail:
          'The subscription "hasty:notice" waits for the event "ticket.asigned", which no plugin declares. Did you mean "ticket.assigned"?',
      },
    ])
    await desk.close()
  },
)

it('names missing migrations and looks no further', async () => {
  const [sqlite] = engines
  const database = await sqlite?.create()
  if (!database) throw new Error('There is no engine.')
  const helpdesk = createHelpdesk({
    database: database.open(),
    secret: 'a secret that is only good for tests',
    authenticate: () => null,
  })
  expect(await helpdesk.doctor()).toMatchObject([
    { code: 'missing_migration', detail: expect.stringContaining('helpdesk.migrate()') },
  ])
  await helpdesk.close()
  await database.dispose()
})
