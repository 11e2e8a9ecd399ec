import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { minutes, openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { feeds } from '../feeds/schema.ts'
import type { Logger } from '../kit/ports.ts'

const hour = 60 * minutes
const nothing = () => {}

describe.each(engines)('a process that does no background work, on $name', (engine) => {
  let desk: TestHelpdesk
  let warnings: string[]
  let debug: string[]

  beforeEach(async () => {
    warnings = []
    debug = []
    const logger: Logger = {
      debug: (message) => void debug.push(message),
      info: nothing,
      warn: (message) => void warnings.push(message),
      error: nothing,
    }
    desk = await openHelpdesk(engine, { logger })
    await commit()
  })
  afterEach(() => desk.close())

  async function commit(): Promise<void> {
    await desk.as('ada').tickets.create({ subject: 'Hello', description: 'Hi.' })
  }

  /** A commit after a pause, and the check that it leads to. `stop` waits for the check. */
  async function commitAfter(ms: number): Promise<string[]> {
    desk.clock.advance(ms)
    await commit()
    await desk.helpdesk.stop()
    return warnings
  }

  it('warns once when two checks find work that has been due for over an hour', async () => {
    expect(await commitAfter(hour + minutes)).toEqual([])
    expect(await commitAfter(9 * minutes)).toEqual([])
    expect(await commitAfter(minutes)).toEqual([
      expect.stringMatching(/^Background work is overdue\. .*no process does it.*start\(\)/),
    ])
    expect(await commitAfter(hour)).toHaveLength(1)
  })

  it('does not warn when another process has caught up in between', async () => {
    expect(await commitAfter(hour + minutes)).toEqual([])
    await desk.helpdesk.runDue()
    expect(await commitAfter(10 * minutes)).toEqual([])
    expect(await commitAfter(10 * minutes)).toEqual([])
  })

  it('does not warn where its host calls runDue once a minute', async () => {
    for (let passed = 0; passed < 90; passed++) {
      await desk.helpdesk.runDue()
      expect(await commitAfter(minutes)).toEqual([])
    }
  })

  it('does not warn when its clock jumps back and forth', async () => {
    await desk.helpdesk.runDue()
    for (const jump of [3 * hour, -3 * hour, -3 * hour, 3 * hour]) {
      expect(await commitAfter(jump)).toEqual([])
      expect(await commitAfter(minutes)).toEqual([])
    }
  })

  it('checks outside of a transaction of the host that commits later', async () => {
    desk.clock.advance(hour + minutes)
    await desk.helpdesk.transaction(async (tx) => {
      const actor = { id: 'ada', role: 'customer', name: 'Ada' } as const
      const ticket = { subject: 'Hello', description: 'Hi.' }
      await desk.helpdesk.as(actor, { tx }).tickets.create(ticket)
    })
    await desk.helpdesk.stop()
    expect(await commitAfter(10 * minutes)).toHaveLength(1)
  })

  it('only writes a debug line when it cannot check', async () => {
    await desk.helpdesk.runDue()
    await desk.storage.execute(desk.storage.db, 'alter table deskhand_schedules rename to hidden')
    expect(await commitAfter(hour + minutes)).toEqual([])
    expect(debug).toEqual(['Could not check for overdue background work.'])
    await desk.storage.execute(desk.storage.db, 'alter table hidden rename to deskhand_schedules')
  })

  it('warns of a feed that no process runs', async () => {
    await desk.helpdesk.runDue()
    await desk.storage.db.insert(feeds).values({
      name: 'gone:feed',
      types: ['ticket.created'],
      position: 0,
      movedAt: desk.clock.now(),
      missesEvents: false,
      attempts: 0,
      retryAt: new Date(0),
      seenAt: desk.clock.now(),
    })
    desk.clock.advance(hour)
    await desk.helpdesk.runDue()
    await commitAfter(minutes)
    expect(await commitAfter(10 * minutes)).toEqual([
      expect.stringMatching(/The feed "gone:feed" has not applied an event of .*No plugin of this/),
    ])
    const codes = (await desk.helpdesk.doctor()).map(({ code }) => code)
    expect(codes).toContain('overdue_work')
  })
})

describe.each(engines)('a process that was started, on $name', (engine) => {
  it('does not check', async () => {
    const warnings: string[] = []
    const warn = (message: string) => void warnings.push(message)
    const logger = { debug: nothing, info: nothing, warn, error: nothing }
    const desk = await openHelpdesk(engine, { logger })
    await desk.helpdesk.start()
    for (let checks = 0; checks < 3; checks++) {
      await desk.as('ada').tickets.create({ subject: 'Hello', description: 'Hi.' })
      desk.clock.advance(2 * hour)
    }
    await desk.close()
    expect(warnings).toEqual([])
  })
})
