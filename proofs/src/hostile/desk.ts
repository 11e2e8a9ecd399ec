/** A helpdesk with every plugin, that remembers what it logged. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor, Logger } from '@deskhand/core'
import { attachments, localDisk } from '@deskhand/plugin-attachments'
import { tags } from '@deskhand/plugin-tags'
import {
  createTestHelpdesk,
  everyone,
  sqliteFile,
  type TestDatabases,
  type TestHelpdesk,
} from '@deskhand/testing'
import { postgres } from '../../../packages/core/test/support/databases.ts'
import { type ApiDocument, readDocument } from './document.ts'

export interface HostileDesk {
  readonly desk: TestHelpdesk
  readonly document: ApiDocument
  /** What was logged as a warning or an error since the last call, except for overdue background work. */
  takeComplaints(): string[]
  /** The operation that the last request came to. */
  lastOperation(): string
  close(): Promise<void>
}

export interface HostileEngine {
  readonly name: 'sqlite' | 'postgres'
  open(): TestDatabases
}

export const engines: readonly HostileEngine[] = [
  { name: 'sqlite', open: () => sqliteFile },
  { name: 'postgres', open: () => postgres },
]

const origin = 'https://app.example'

export async function openDesk(engine: HostileEngine): Promise<HostileDesk> {
  const dir = mkdtempSync(join(tmpdir(), 'deskhand-hostile-'))
  let complaints: string[] = []
  let operation = ''
  const complain = (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
    // The clock moves on and nothing runs background work, so this warning is right.
    if (message.startsWith('Background work is overdue.')) return
    const { error } = fields
    complaints.push(`${message} ${error instanceof Error ? error.stack : ''}`)
  }
  const logger: Logger = {
    debug(message, fields) {
      if (message === 'request') operation = String(fields?.operation)
    },
    info() {},
    warn: complain,
    error: complain,
  }
  const desk = await createTestHelpdesk({
    database: engine.open(),
    authenticate: actorOf,
    origins: [origin],
    logger,
    plugins: [
      tags(),
      attachments({
        storage: localDisk({ dir }),
        serveUnscanned: true,
        limits: { fileBytes: 100_000, drafts: 20 },
      }),
    ],
  })
  const answer = await desk.request(null, 'GET', '/openapi.json')
  return {
    desk: desk as unknown as TestHelpdesk,
    document: readDocument((await answer.json()) as never),
    takeComplaints() {
      const taken = complaints
      complaints = []
      return taken
    },
    lastOperation: () => operation,
    async close() {
      await desk.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** `Bearer <id>` or `Bearer <id>@<tenant>`. What is no such thing is nobody. */
function actorOf({ headers }: Request): Actor | null {
  const [, id, tenantId] =
    /^Bearer (\w+)(?:@(\w+))?$/.exec(headers.get('authorization') ?? '') ?? []
  const person = everyone.find((known) => known.id === id)
  if (!person) return null
  return tenantId === undefined ? person : { ...person, tenantId }
}
