/** A plugin of the suite's own, installed beside the one under test to get at what only plugins get. */
import type { Call, HelpdeskPlugin, PluginContext } from '@deskhand/core/plugin'
import type { Fixture } from '../fixture.ts'
import type { PersonId } from '../people.ts'

interface ProbeApi {
  readonly call: Call
  readonly mergeDuties: PluginContext['mergeDuties']
  readonly searchTexts: PluginContext['searchTexts']
}

export const probe: HelpdeskPlugin<'contract-probe', ProbeApi> = {
  id: 'contract-probe',
  version: '0.0.0',
  core: '*',
  setup: ({ mergeDuties, searchTexts }) => ({
    api: (call) => ({ call, mergeDuties, searchTexts }),
  }),
}

/** A call of somebody in the fixture's tenant, and everyone's duties. */
export function probeAs(fixture: Fixture, id: PersonId): ProbeApi {
  const api = fixture.as(id) as unknown as { readonly 'contract-probe': ProbeApi }
  return api['contract-probe']
}
