import { describe, expect, it } from 'vitest'
import { createHelpdesk } from '../create-helpdesk.ts'
import { foreignKey, primaryKey, t, table, tickets } from '../db/index.ts'
import type { HelpdeskPlugin } from '../plugin/contract.ts'
import type { MergeHandler } from '../plugin/extension-points.ts'
import { sqlite } from '../sqlite.ts'

const onTickets = table('deskhand_votes', { ticketId: t.ticketRef(), weight: t.integer() })
const onReplies = table('deskhand_cheers', { replyId: t.replyRef(), weight: t.integer() })
const onBoth = table('deskhand_stars', { replyId: t.replyRef(), ticketId: t.ticketRef() })
const loose = table('deskhand_words', { word: t.text().notNull() }, (c) => [
  primaryKey({ name: 'deskhand_words_pk', columns: [c.tenantId, c.word] }),
])
/** A reference that may be empty is declared by hand. */
const optional = table('deskhand_drafts', { id: t.id().notNull(), ticketId: t.id() }, (c) => [
  foreignKey({
    name: 'deskhand_drafts_ticket_fk',
    columns: [c.tenantId, c.ticketId],
    foreignColumns: [tickets.tenantId, tickets.id],
  }),
])

const move = async () => ({})
const undo = async () => {}
const moveReplies = async () => {}

type Tables = NonNullable<HelpdeskPlugin['tables']>

async function findingsFor(tables: Tables, merge?: MergeHandler, derived: string[] = []) {
  const plugin: HelpdeskPlugin = {
    id: 'votes',
    version: '1.0.0',
    core: '^0.0.0',
    tables,
    derived,
    setup: () => ({ api: () => ({}), ...(merge && { provides: { merge } }) }),
  }
  const helpdesk = createHelpdesk({
    database: sqlite({ file: ':memory:' }),
    secret: 'a secret that is only good for tests',
    authenticate: () => null,
    plugins: [plugin],
  })
  await helpdesk.migrate()
  const findings = await helpdesk.doctor()
  await helpdesk.close()
  // These plugins declare tables and have no migrations.
  return findings.filter(({ code }) => code !== 'missing_table')
}

describe('the doctor names a plugin', () => {
  it.each<[string, Tables, MergeHandler | undefined, string]>([
    [
      'with rows on tickets and no merge handler',
      { onTickets, loose },
      undefined,
      'The plugin "votes" keeps rows on tickets (in "deskhand_votes") and has no merge handler, so a merge ' +
        'leaves them behind on a ticket that nobody sees. Let its setup() return provides: ' +
        '{ merge: { move, undo } }, or ask its author to.',
    ],
    [
      'with several tables',
      { onTickets, optional },
      undefined,
      expect.stringContaining('"deskhand_votes", "deskhand_drafts"'),
    ],
    [
      'with rows on replies that name their ticket, and no moveReplies',
      { onBoth },
      { move, undo },
      'The plugin "votes" keeps rows on replies (in "deskhand_stars") and has a merge handler without ' +
        'moveReplies, so they keep the old ticket when their reply moves to another one. Let its setup() ' +
        'return provides: { merge: { move, undo, moveReplies } }, or ask its author to.',
    ],
    [
      'with rows on tickets and others on replies, which may count each other',
      { onTickets, onReplies },
      { move, undo },
      expect.stringMatching(/"deskhand_cheers".*moveReplies/),
    ],
  ])('%s', async (_what, tables, merge, detail) => {
    expect(await findingsFor(tables, merge)).toEqual([{ code: 'missing_handler', detail }])
  })
})

describe('the doctor has nothing to say of a plugin', () => {
  it.each<[string, Tables, MergeHandler | undefined, string[]?]>([
    ['without rows on tickets', { loose }, undefined],
    ['with a merge handler', { onTickets, optional }, { move, undo }],
    ['that moves rows of replies', { onBoth, onTickets }, { move, undo, moveReplies }],
    ['whose rows name their reply only', { onReplies }, undefined],
    ['whose rows can be computed again', { onTickets }, undefined, ['onTickets']],
  ])('%s', async (_what, tables, merge, derived) => {
    expect(await findingsFor(tables, merge, derived)).toEqual([])
  })
})
