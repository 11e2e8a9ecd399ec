import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { days, minutes } from '@deskhand/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { engines, type FileDesk, openDesk } from '../../test/support/desk.ts'
import { localDisk } from '../stores/local-disk.ts'
import type { AttachmentStore } from '../stores/port.ts'

describe.each(engines)('comparing rows and store on $name', (database) => {
  let desk: FileDesk
  beforeEach(async () => {
    desk = await openDesk({ database })
  })
  afterEach(() => desk.close())

  async function check(removeStrays?: boolean) {
    await desk.as('root').attachments.check({ removeStrays })
    await desk.runDue()
    return (await desk.helpdesk.doctor()).map(({ code }) => code)
  }

  function putStray(name: string, age: number) {
    const path = join(desk.dir, 'stray', name)
    mkdirSync(join(desk.dir, 'stray'), { recursive: true })
    writeFileSync(path, 'who knows')
    const time = new Date(desk.clock.now().getTime() - age)
    utimesSync(path, time, time)
  }

  it('finds nothing where all is well', async () => {
    await desk.upload('ada', 'a.txt', 'x')
    expect(await check()).toEqual([])
  })

  it('names files without bytes, until the bytes are back', async () => {
    const ticketId = await desk.newTicket()
    for (const name of ['a.txt', 'b.txt']) await desk.upload('ada', name, 'x', { ticketId })
    const { cpSync } = await import('node:fs')
    cpSync(desk.dir, `${desk.dir}-backup`, { recursive: true })
    rmSync(desk.dir, { recursive: true })
    desk.clock.advance(61 * minutes)
    expect(await check()).toEqual(['attachment_bytes_missing'])
    const [finding] = await desk.helpdesk.doctor()
    expect(finding?.detail).toMatch(/^2 files have no bytes in the store/)
    cpSync(`${desk.dir}-backup`, desk.dir, { recursive: true })
    rmSync(`${desk.dir}-backup`, { recursive: true })
    expect(await check()).toEqual([])
  })

  it('does not miss what is uploaded while it looks', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'deskhand-busy-'))
    const disk = localDisk({ dir })
    let lists = 0
    const storage: AttachmentStore = {
      ...disk,
      async list(range) {
        const listed = await disk.list(range)
        lists += 1
        await busy.upload('ada', 'late.txt', 'x')
        return listed
      },
    }
    const busy = await openDesk({ database, storage })
    await busy.as('root').attachments.check({})
    await busy.runDue()
    expect(lists).toBe(1)
    expect(await busy.helpdesk.doctor()).toEqual([])
    await busy.close()
    rmSync(dir, { recursive: true })
  })

  it('names bytes without a row, and removes them when it is told to', async () => {
    await desk.upload('ada', 'a.txt', 'x')
    putStray('old', 2 * days)
    putStray('new', 0)
    expect(await check()).toEqual(['attachment_bytes_unknown'])
    expect(desk.stored()).toHaveLength(3)
    expect(await check(true)).toEqual([])
    expect(desk.stored().filter((name) => name === 'old' || name === 'new')).toEqual(['new'])
    expect(desk.stored()).toHaveLength(2)
  })

  it('removes blobs whose rows went while the plugin was not installed', async () => {
    const { createHelpdesk } = await import('@deskhand/core')
    const ticketId = await desk.newTicket()
    await desk.upload('ada', 'a.txt', 'x', { ticketId })
    const bare = createHelpdesk({
      database: desk.storage,
      secret: 'a secret that is only good for this test',
      authenticate: () => null,
    }).as({ id: 'root', role: 'admin' })
    await bare.tickets.delete({ ticketId })
    await bare.tickets.purge({ ticketId })
    expect(desk.stored()).toHaveLength(1)
    expect(await check()).toEqual([])
    expect(desk.stored()).toEqual([])
  })
})
