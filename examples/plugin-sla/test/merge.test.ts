/** Which promise holds when two tickets become one. The contract suite checks that undoing is exact. */

import type { Call, HelpdeskPlugin, MergeHandler } from '@deskhand/core/plugin'
import { createTestHelpdesk, minutes } from '@deskhand/testing'
import { expect, it } from 'vitest'
import { sla } from '../src/index.ts'

/** Merges by the handlers of all plugins, as a plugin for merging does. */
const merging: HelpdeskPlugin<
  'merging',
  { merge(from: string, to: string): Promise<() => Promise<void>> }
> = {
  id: 'merging',
  version: '1.0.0',
  core: '^0.0.0',
  setup: ({ provided }) => ({
    api: (call: Call) => ({
      async merge(from, to) {
        const handler = provided('merge').get('sla') as MergeHandler
        const manifest = await call.transaction((inner) => handler.move(inner, from, to))
        return () => call.transaction((inner) => handler.undo(inner, manifest))
      },
    }),
  }),
}

it('holds to the earlier promise, and goes back to its own', async () => {
  const desk = await createTestHelpdesk({ plugins: [sla({ targets: { low: null } }), merging] })
  const open = async (priority: 'urgent' | 'normal' | 'low') => {
    const input = { subject: 'x', description: 'x', priority, requesterId: 'ada' }
    return (await desk.as('grace').tickets.create(input)).id
  }
  const dueOf = async (ticketId: string) => (await desk.as('grace').sla.of({ ticketId })).sla?.dueAt
  const [urgent, normal, low] = [await open('urgent'), await open('normal'), await open('low')]
  const [early, late] = [await dueOf(urgent), await dueOf(normal)]
  const { merge } = desk.as('sue').merging

  const undo = await merge(urgent, normal)
  expect(await dueOf(normal)).toBe(early)
  await undo()
  expect(await dueOf(normal)).toBe(late)

  await (await merge(normal, urgent))()
  expect(await dueOf(urgent)).toBe(early)

  const undoOfNone = await merge(urgent, low)
  expect(await dueOf(low)).toBe(early)
  await undoOfNone()
  expect(await dueOf(low)).toBeUndefined()

  desk.clock.advance(1 * minutes)
  await desk.as('grace').replies.create({ ticketId: normal, body: 'Well.' })
  await merge(urgent, normal)
  expect(await dueOf(normal)).toBe(late)
  await desk.close()
})
