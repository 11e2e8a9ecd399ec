/** A helpdesk with files: a store in a temporary directory, unless another one is given. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HelpdeskOptions, HelpdeskPlugin, Logger } from '@deskhand/core'
import {
  createTestHelpdesk,
  type PersonId,
  sqliteFile,
  type TestDatabases,
  type TestHelpdesk,
} from '@deskhand/testing'
import { postgres } from '../../../core/test/support/databases.ts'
import {
  type Attachment,
  type AttachmentsOptions,
  type AttachmentsPlugin,
  attachments,
  localDisk,
} from '../../src/index.ts'

export const engines: readonly TestDatabases[] = [sqliteFile, postgres]

export interface FileDesk extends TestHelpdesk<readonly [AttachmentsPlugin]> {
  readonly dir: string
  /** The names of all files in the store's directory, unfinished ones too. */
  stored(): string[]
  upload(
    who: PersonId,
    name: string,
    bytes: Uint8Array | string,
    more?: { ticketId?: string; audience?: 'public' | 'internal' },
  ): Promise<Attachment>
  newTicket(who?: PersonId): Promise<string>
  /** A request with a body of bytes. */
  send(
    who: string | null,
    path: string,
    body: RequestInit['body'],
    headers?: Record<string, string>,
  ): Promise<Response>
}

export interface DeskOptions extends Partial<AttachmentsOptions> {
  readonly database?: TestDatabases
  /** Further plugins. */
  readonly more?: readonly HelpdeskPlugin[]
  readonly helpdesk?: Partial<HelpdeskOptions>
}

const quiet: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

export async function openDesk(options: DeskOptions = {}): Promise<FileDesk> {
  const { database = sqliteFile, helpdesk = {}, more = [], ...settings } = options
  const dir = mkdtempSync(join(tmpdir(), 'deskhand-files-'))
  const plugin = attachments({
    storage: localDisk({ dir }),
    serveUnscanned: settings.scanner === undefined,
    ...settings,
  })
  const plugins = [plugin, ...more] as unknown as readonly [AttachmentsPlugin]
  const desk = await createTestHelpdesk<readonly [AttachmentsPlugin]>({
    logger: quiet,
    ...(helpdesk as object),
    database,
    plugins,
  })
  return {
    ...desk,
    dir,
    stored: () => filesIn(dir),
    upload: (who, name, bytes, more) =>
      desk.as(who).attachments.upload({ name, body: bytesOf(bytes), ...more }),
    async newTicket(who = 'ada') {
      const ticket = await desk.as(who).tickets.create({ subject: 'Help', description: 'Please.' })
      return ticket.id
    },
    send: (who, path, body, headers) =>
      desk.helpdesk.fetch(
        new Request(`http://app.example${desk.helpdesk.basePath}${path}`, {
          method: 'POST',
          headers: { ...(who !== null && { authorization: `Bearer ${who}` }), ...headers },
          body,
          duplex: 'half',
        } as RequestInit),
      ),
    async close() {
      await desk.close()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function bytesOf(bytes: Uint8Array | string): Uint8Array {
  return typeof bytes === 'string' ? Buffer.from(bytes) : bytes
}

export function filesIn(dir: string): string[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
}

export async function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(body).text()
}
