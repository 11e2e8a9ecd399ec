/** The helpdesk of a case, migrated and not started. */
import { createHelpdesk } from '@deskhand/core'
import type { Call, PluginParts } from '@deskhand/core/plugin'
import { tags } from '@deskhand/plugin-tags'
import { openStorage, type Place } from '../databases/place.ts'
import { actorOf, agentId, people } from '../people.ts'
import { benchPlugin } from './plugin.ts'

export async function openHelpdesk(place: Place, parts: Omit<PluginParts, 'api'> = {}) {
  const helpdesk = createHelpdesk({
    database: openStorage(place),
    secret: 'a secret of the benchmark that is long enough',
    authenticate: () => null,
    people,
    plugins: [tags(), benchPlugin(parts)],
  })
  await helpdesk.migrate()
  const agent = actorOf(`Bearer ${agentId(7)}`)
  const customer = actorOf('Bearer customer-3')
  if (!agent || !customer) throw new Error('The benchmark has no such people.')
  return {
    helpdesk,
    agent: () => helpdesk.as(agent),
    customer: () => helpdesk.as(customer),
    /** Runs `work` with a call of the system. */
    asSystem: <Result>(work: (call: Call) => Promise<Result>) =>
      helpdesk.as(agent).bench.run((call) => work(call.asSystem())),
  }
}

/** Brings the tables up to date. */
export async function migrate(place: Place): Promise<void> {
  const { helpdesk } = await openHelpdesk(place)
  await helpdesk.close()
}
