/** The same half hours of a changing daylight saving time, wherever process and database think they are. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startScript } from '../../packages/core/test/support/processes.ts'
import { engines } from '../src/engines.ts'

const script = join(import.meta.dirname, '../src/hosts/story.ts')
/** Who writes, and who reads what they wrote besides themselves. */
const zones = [
  ['UTC', 'America/St_Johns'],
  ['Europe/Berlin', 'Pacific/Chatham'],
] as const

async function tell(env: Readonly<Record<string, string>>): Promise<string> {
  const story = startScript(script, [], { env })
  expect(await story.ended, story.errors()).toBe(0)
  return withoutIds(story.output())
}

/** Ids are drawn in turn, by transactions that are tried again as well: not what is compared. */
function withoutIds(text: string): string {
  const names = new Map<string, string>()
  return text.replace(/019caf00-0000-7000-8000-[0-9a-f]{12}/g, (id) => {
    if (!names.has(id)) names.set(id, `id-${names.size}`)
    return names.get(id) ?? id
  })
}

/** Postgres speaks of times in the zone of the session. */
function inZone(env: Readonly<Record<string, string>>, zone: string): Record<string, string> {
  const { DATABASE_URL } = env
  if (DATABASE_URL === undefined) return { ...env, TZ: zone }
  const url = new URL(DATABASE_URL)
  url.searchParams.set('options', `-c timezone=${zone}`)
  return { ...env, TZ: zone, DATABASE_URL: url.href }
}

test.each(engines)(
  '$name: every zone writes and reads the same',
  async ({ create }) => {
    const told: string[] = []
    for (const [writer, reader] of zones) {
      const database = await create()
      told.push(await tell(inZone(database.env, writer)))
      told.push(await tell({ ...inZone(database.env, reader), STORY: 'read' }))
      await database.remove()
    }
    const [first = ''] = told
    // Twelve half hours: each finds its own ticket, by each of three times.
    const found = JSON.parse(first) as unknown[]
    const lists = found.slice(0, 36)
    expect(lists.every((list) => Array.isArray(list) && list.length === 1)).toBe(true)
    expect(found).toHaveLength(36 + 12)
    for (const other of told) expect(JSON.parse(other)).toEqual(found)
  },
  600_000,
)
