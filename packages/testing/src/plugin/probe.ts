/** A plugin of the suite's own, installed beside the one under test to get at what only plugins get. */
import type { Call, HelpdeskPlugin, PluginContext } from '@deskhand/core/plugin'
import type { Fixture } from '../fixture.ts'
import type { PersonId } from '../people.ts'

interface ProbeApi {
  readonly call: Call
  readonly provided: PluginContext['provided']
}

export const probe: HelpdeskPlugin<'contract-probe', ProbeApi> = {
  id: 'contract-probe',
  version: '0.0.0',
  core: '>=0.0.0 <1.0.0',
  setup: ({ provided }) => ({
    api: (call) => ({ call, provided }),
  }),
}

/** A call of an actor in the fixture's tenant, and what core and the plugins provide. */
export function probeAs(fixture: Fixture, id: PersonId): ProbeApi {
  const api = fixture.as(id) as unknown as { readonly 'contract-probe': ProbeApi }
  return api['contract-probe']
}
