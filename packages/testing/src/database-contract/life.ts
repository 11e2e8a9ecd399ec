import { createHelpdesk } from '@deskhand/core'
import { describe, expect, it, vi } from 'vitest'
import { testSecret } from '../create-test-helpdesk.ts'
import { person } from '../people.ts'
import type { Bench, DatabaseCapabilities } from './bench.ts'

export function describeLife(bench: Bench, capabilities: DatabaseCapabilities): void {
  const { severalConnections = true, closes = true } = capabilities

  describe('a storage', () => {
    it.runIf(severalConnections)('hears of work that another one announces', async () => {
      const other = bench.open()
      const wake = vi.fn()
      const stop = await bench.storage.listen(wake)
      await other.transaction(async (db) => {
        await bench.add(db, 'work')
        await other.announce(db)
      })
      await expect.poll(() => wake, { timeout: 15_000 }).toHaveBeenCalled()
      await stop()
    })

    it('is not closed from inside a transaction', async () => {
      const { storage } = bench
      const closing = storage.transaction(() => storage.close())
      await expect(closing).rejects.toThrow(/outside its transactions/)
    })

    it.runIf(closes && severalConnections)('closes once, and then says so', async () => {
      const other = bench.open()
      expect(await bench.names(other.db)).toEqual([])
      await Promise.all([other.close(), other.close()])
      await expect(bench.names(other.db)).rejects.toThrow('This storage is closed.')
      await expect(other.transaction(async () => {})).rejects.toThrow('This storage is closed.')
    })
  })

  describe('a helpdesk on it', () => {
    it('migrates once, keeps a ticket and does its background work', async () => {
      const helpdesk = createHelpdesk({
        database: bench.open(),
        secret: testSecret,
        authenticate: () => null,
      })
      expect((await helpdesk.migrate()).applied).not.toEqual([])
      expect((await helpdesk.migrate()).applied).toEqual([])
      const ada = helpdesk.as(person('ada'))
      const { id } = await ada.tickets.create({ subject: 'Ünïcode ✓', description: 'Help' })
      await helpdesk.as(person('grace')).replies.create({ ticketId: id, body: 'Sure.' })
      expect(await ada.tickets.get({ ticketId: id })).toMatchObject({
        subject: 'Ünïcode ✓',
        status: 'open',
        firstResponseAt: expect.any(String),
      })
      await expect(helpdesk.runDue()).resolves.toMatchObject({ failed: 0 })
    })
  })
}
