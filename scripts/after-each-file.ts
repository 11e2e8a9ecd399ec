/** Ends what a test file leaves behind, as the next file may run in the same process. */
import { afterAll, vi } from 'vitest'
import { watchProcesses } from '../packages/core/test/support/processes.ts'

afterAll(watchProcesses())
afterAll(() => void vi.useRealTimers())
