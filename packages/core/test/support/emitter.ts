/** A plugin that emits the events that a test passes, and declares the types that the test names. */
import type { NewEvent } from '../../src/api/call.ts'
import type { EventDeclarations } from '../../src/events/types.ts'
import type { HelpdeskPlugin } from '../../src/plugin/contract.ts'

export interface EmitterApi {
  /** In one transaction. */
  emit(...events: readonly NewEvent[]): Promise<void>
}

export function emitter(events: EventDeclarations = {}): HelpdeskPlugin<'emitter', EmitterApi> {
  return {
    id: 'emitter',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({
      api: (call) => ({
        emit: (...emitted) =>
          call.transaction(async (inner) => {
            for (const event of emitted) inner.emit(event)
          }),
      }),
      events,
    }),
  }
}
