/** A helpdesk with tags, for suites that run on both databases. */
import { openHelpdesk, type TestHelpdesk } from '../../../core/test/support/helpdesk.ts'
import type { TestEngine } from '../../../core/test/support/storages.ts'
import { type TagsPlugin, tags } from '../../src/index.ts'
import type { TagsOptions } from '../../src/types.ts'

export { engines } from '../../../core/test/support/storages.ts'

export type Desk = TestHelpdesk<readonly [TagsPlugin]>

export function openDesk(engine: TestEngine, options: TagsOptions = {}): Promise<Desk> {
  return openHelpdesk(engine, { plugins: [tags(options)] })
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
