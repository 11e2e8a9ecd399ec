/** A whole helpdesk on a database of its own, with a clock that the test sets. */
import { createTestHelpdesk, type TestHelpdesk, type TestHelpdeskOptions } from '@deskhand/testing'
import type { HelpdeskPlugin } from '../../src/plugin/contract.ts'
import type { TestEngine } from './storages.ts'

export {
  actorOfBearer,
  days,
  minutes,
  type TestClock,
  type TestHelpdesk,
  testClock,
  testSecret,
} from '@deskhand/testing'

export function openHelpdesk<const Plugins extends readonly HelpdeskPlugin[] = readonly []>(
  engine: TestEngine,
  options: Omit<TestHelpdeskOptions<Plugins>, 'database'> = {},
): Promise<TestHelpdesk<Plugins>> {
  return createTestHelpdesk<Plugins>({ ...options, database: engine })
}
