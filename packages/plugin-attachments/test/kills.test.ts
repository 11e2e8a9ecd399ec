/** Killed at the worst moment, nothing that was acknowledged is missing, and no orphan stays. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHelpdesk } from '@deskhand/core'
import { sqlite } from '@deskhand/core/sqlite'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { startScript } from '../../core/test/support/processes.ts'
import { attachments, localDisk } from '../src/index.ts'
import { filesIn } from './support/desk.ts'

vi.setConfig({ testTimeout: 120_000 })

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-kills-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const database = () => join(folder, 'helpdesk.db')
const files = () => join(folder, 'files')
const later = (hours: number) => ({ now: () => new Date(Date.now() + hours * 3_600_000) })

async function start(deathPlace = 'nowhere') {
  const script = join(import.meta.dirname, 'support/kill-server.ts')
  const server = startScript(script, [database(), files(), deathPlace])
  const url = `http://127.0.0.1:${await server.printed(/^(\d+)\n/)}/helpdesk`
  return {
    died: server.ended,
    kill: () => server.end('SIGKILL'),
    ask: (who: string, method: string, path: string, body?: RequestInit['body']) =>
      fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${who}`,
          ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
        duplex: 'half',
      } as RequestInit),
  }
}

/** Another process on the same database, some hours later: its sweep, and what it finds. */
async function survivors(hours = 3) {
  const helpdesk = createHelpdesk({
    database: sqlite({ file: database() }),
    secret: 'a secret that is only good for this test',
    authenticate: () => null,
    clock: later(hours),
    plugins: [attachments({ storage: localDisk({ dir: files() }), serveUnscanned: true })],
  })
  await helpdesk.migrate()
  await helpdesk.runDue()
  await helpdesk.as({ id: 'root', role: 'admin' }).attachments.check()
  await helpdesk.runDue()
  const findings = (await helpdesk.doctor()).map(({ code }) => code)
  const usage = await helpdesk.as({ id: 'root', role: 'admin' }).attachments.usage()
  await helpdesk.close()
  return { findings, files: usage.files }
}

async function newTicket(server: Awaited<ReturnType<typeof start>>): Promise<string> {
  const body = JSON.stringify({ subject: 'Help', description: 'Please.' })
  const answer = await server.ask('ada', 'POST', '/tickets', body)
  return ((await answer.json()) as { id: string }).id
}

const bytes = (text: string) => new TextEncoder().encode(text)

it('in mid-upload', async () => {
  const server = await start()
  const path = `/tickets/${await newTicket(server)}/attachments?name=a.txt`
  const acknowledged = await server.ask('ada', 'POST', path, bytes('acknowledged'))
  expect(acknowledged.status).toBe(201)
  async function* half() {
    for (let n = 0; n < 20; n++) yield new Uint8Array(64 * 1024).fill(65)
    await new Promise(() => {})
  }
  const cut = server.ask('ada', 'POST', path, ReadableStream.from(half()))
  const outcome = expect(cut).rejects.toThrow()
  await expect.poll(() => filesIn(files()).length).toBe(2)
  await server.kill()
  await outcome
  expect(await survivors()).toEqual({ findings: [], files: 1 })
  expect(filesIn(files())).toHaveLength(1)
})

it('between blob and row', async () => {
  const first = await start()
  const path = `/tickets/${await newTicket(first)}/attachments?name=a.txt`
  expect((await first.ask('ada', 'POST', path, bytes('one'))).status).toBe(201)
  await first.kill()
  const second = await start('between blob and row')
  await expect(second.ask('ada', 'POST', path, bytes('two'))).rejects.toThrow()
  await second.died
  expect(filesIn(files())).toHaveLength(2)
  expect(await survivors()).toEqual({ findings: [], files: 1 })
  expect(filesIn(files())).toHaveLength(1)
})

it.each(['before a purge', 'after a purge'])('%s', async (deathPlace) => {
  const first = await start()
  const [purged, kept] = [await newTicket(first), await newTicket(first)]
  for (const ticketId of [purged, purged, kept]) {
    const path = `/tickets/${ticketId}/attachments?name=a.txt`
    expect((await first.ask('ada', 'POST', path, bytes('text'))).status).toBe(201)
  }
  await first.kill()
  const second = await start(deathPlace)
  await second.ask('root', 'DELETE', `/tickets/${purged}`)
  const answer = await second.ask('root', 'POST', `/tickets/${purged}/purge`).catch(() => null)
  // The purge is committed before anything is removed, so either it was answered or it happened.
  if (answer) expect(answer.status).toBeLessThan(300)
  await second.died
  expect(await survivors()).toEqual({ findings: [], files: 1 })
  expect(filesIn(files())).toHaveLength(1)
})
