/** Redacted text must be gone from everything that the plugin stores about its ticket. */
import { redact, type SearchableText } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import { type Fixture, swapped } from '../fixture.ts'
import { containing, naming, type Row } from '../rows.ts'
import type { Check } from '../suite.ts'
import { moveAll, undoAll } from './merge.ts'
import { repliesOf } from './move-replies.ts'
import { probeAs } from './probe.ts'
import { hangingOn, holdsText, replyColumns, type Stand, ticketColumns } from './subject.ts'

export function redactChecks(stand: Stand): Check[] {
  const { options, parts, tables } = stand
  const hangs = tables.some(
    (table) => holdsText(table) && [...ticketColumns(table), ...replyColumns(table)].length > 0,
  )
  if (!options.fill || !(hangs || parts.provides?.redact)) return []
  return [
    { name: 'leaves nothing of the text', run: () => leavesNothing(stand) },
    { name: 'leaves other tickets alone', run: () => leavesOthers(stand) },
    { name: 'is not undone by undoing a merge', run: () => staysAfterUndo(stand) },
  ]
}

async function leavesNothing(stand: Stand): Promise<void> {
  const fixture = await filled(stand)
  if (!fixture) return
  await redactAll(fixture, fixture.ticket.id)
  await expectGone(stand, fixture, 'A redacted text is still there. Let redact replace it.')
}

async function leavesOthers(stand: Stand): Promise<void> {
  const fixture = await filled(stand)
  if (!fixture) return
  await stand.options.fill?.(await swapped(fixture))
  await fixture.runDue()
  const others = async () => {
    const { id } = fixture.otherTicket
    const rows = await stand.ground.rows(fixture)
    return hangingOn(rows, stand.tables, id, ...(await repliesOf(fixture, id)))
  }
  const before = await others()
  await redactAll(fixture, fixture.ticket.id)
  expect(await others(), 'Redacting one ticket changed rows of another.').toEqual(before)
}

/** What was redacted on both tickets must not come back from the manifest. */
async function staysAfterUndo(stand: Stand): Promise<void> {
  const fixture = await filled(stand)
  if (!fixture) return
  const manifests = await moveAll(fixture)
  await redactAll(fixture, fixture.otherTicket.id)
  await redactAll(fixture, fixture.ticket.id)
  try {
    await undoAll(fixture, manifests)
  } catch (error) {
    const said = 'An undo that can no longer be exact throws conflict(…).'
    expect(error, said).toMatchObject({ status: 409 })
  }
  await expectGone(stand, fixture, 'Undoing a merge brought a redacted text back.')
}

/** A fixture with the secret in a text about its ticket; `undefined` for a plugin that stores no such text. */
async function filled(stand: Stand): Promise<Fixture | undefined> {
  const { ground, options, parts } = stand
  const fixture = await ground.fixture()
  await options.fill?.(fixture)
  await fixture.runDue()
  const hasText = containing(await rowsAbout(stand, fixture), fixture.secret).length > 0
  if (hasText && !parts.provides?.redact) {
    throw new Error('It keeps text about tickets: let setup() provide { redact }.')
  }
  if (!hasText && parts.provides?.redact) {
    throw new Error("Let fill put the fixture's secret into a text that redact replaces.")
  }
  // An index that is filled as it is read holds the text from here on.
  await searchTexts(stand, fixture)
  return hasText ? fixture : undefined
}

async function redactAll(fixture: Fixture, ticketId: string): Promise<void> {
  const { call } = probeAs(fixture, 'root')
  const replace = (text: string) => text.replaceAll(fixture.secret, '[redacted]')
  await redact(call, { ticketId, replace })
  for (const replyId of await repliesOf(fixture, ticketId)) {
    await redact(call, { ticketId, replyId, replace })
  }
  await fixture.runDue()
}

async function expectGone(stand: Stand, fixture: Fixture, said: string): Promise<void> {
  const { secret } = fixture
  expect(containing(await rowsAbout(stand, fixture), secret), said).toEqual([])
  // The name of something that tickets only refer to, such as a tag, is found with them as before.
  if (containing(await stand.ground.rows(fixture), secret).length > 0) return
  const found = (await searchTexts(stand, fixture)).filter((text) =>
    JSON.stringify(text).includes(secret),
  )
  expect(found, 'The search index still gets a redacted text.').toEqual([])
}

/** The rows that refer to the two tickets and their replies, or name one of them. */
async function rowsAbout(stand: Stand, fixture: Fixture): Promise<Row[]> {
  const rows = await stand.ground.rows(fixture)
  const ids = await idsOf(fixture)
  return [...new Set([...hangingOn(rows, stand.tables, ...ids), ...naming(rows, ...ids)])]
}

async function searchTexts({ plugin }: Stand, fixture: Fixture): Promise<SearchableText[]> {
  const { call, provided } = probeAs(fixture, 'root')
  const index = provided('searchText').get(plugin.id)
  const ids = await idsOf(fixture)
  return [
    ...((await index?.tickets?.(call, ids))?.values() ?? []),
    ...((await index?.replies?.(call, ids))?.values() ?? []),
  ]
}

/** Of both tickets and of all their replies. */
async function idsOf(fixture: Fixture): Promise<string[]> {
  const ids = [fixture.ticket.id, fixture.otherTicket.id]
  const replies = await Promise.all(ids.map((id) => repliesOf(fixture, id)))
  return [...ids, ...replies.flat()]
}
