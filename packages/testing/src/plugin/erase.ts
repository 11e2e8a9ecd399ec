import { expect } from 'vitest'
import { everyone, type PersonId } from '../people.ts'
import { mentioning } from '../rows.ts'
import type { Check } from '../suite.ts'
import { filledTwice } from './purge.ts'
import type { Stand } from './subject.ts'

export function eraseChecks(stand: Stand): Check[] {
  if (stand.tables.length === 0) return []
  return [{ name: 'forgets a person who is erased', run: () => forgets(stand) }]
}

/** Whoever is named in a row, one after the other. */
async function forgets(stand: Stand): Promise<void> {
  const { ground } = stand
  for (const { id, email } of everyone) {
    const fixture = await filledTwice(stand)
    if (mentioning(await ground.rows(fixture), id).length === 0) continue
    const eraser: PersonId = 'root'
    await fixture.as(eraser).people.erase({ personId: id })
    await fixture.runDue()
    const rows = await ground.rows(fixture)
    const left = [...mentioning(rows, id), ...mentioning(rows, email ?? id)]
    const said = `${id} was erased and is still named. Let erase.forget put the replacement there.`
    expect(left, said).toEqual([])
  }
}
