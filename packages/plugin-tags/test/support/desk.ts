/** A helpdesk with tags, for suites that run on both databases. */
import type { HelpdeskOptions } from '@deskhand/core'
import {
  createTestHelpdesk,
  sqliteFile,
  type TestDatabases,
  type TestHelpdesk,
} from '@deskhand/testing'
import { postgres } from '../../../core/test/support/databases.ts'
import { type TagsPlugin, tags } from '../../src/index.ts'
import type { TagsOptions } from '../../src/types.ts'

export interface Engine extends TestDatabases {
  readonly name: 'sqlite' | 'postgres'
}

export const engines: readonly Engine[] = [
  { name: 'sqlite', create: () => sqliteFile.create() },
  postgres,
]

export type Desk = TestHelpdesk<readonly [TagsPlugin]>

export function openDesk(
  engine: Engine,
  options: TagsOptions = {},
  settings: Pick<HelpdeskOptions, 'policy'> = {},
): Promise<Desk> {
  return createTestHelpdesk({ ...settings, database: engine, plugins: [tags(options)] })
}

/** The id of a new ticket that Ada asked for. */
export async function newTicket(
  desk: Desk,
  { by = 'ada', ...input }: { by?: 'ada' | 'ben' | 'grace'; subject?: string } = {},
): Promise<string> {
  const { id } = await desk
    .as(by)
    .tickets.create({ subject: 'Printer', description: 'It is on fire.', ...input })
  return id
}

export function names(tags: readonly { readonly name: string }[] | undefined): string[] {
  return (tags ?? []).map(({ name }) => name)
}
