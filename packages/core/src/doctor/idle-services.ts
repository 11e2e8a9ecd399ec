/** Finds instances of services that no live process runs, such as when `start()` was forgotten. */

import { errorText } from '../kit/error-text.ts'
import { sentence } from '../kit/in-words.ts'
import type { ServiceInstance } from '../plugin/background-parts.ts'
import type { Finding } from '../plugin/contract.ts'
import type { NamedService } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import { instanceKey, instancesOf } from '../services/instances.ts'
import { leasesOf } from '../services/leases.ts'
import { type LiveProcesses, readProcesses } from '../services/processes.ts'

export async function idleServices(runtime: Runtime): Promise<Finding[]> {
  const services = [...runtime.registry.services.values()]
  if (services.length === 0) return []
  const live = await readProcesses(runtime.storage.db, runtime.clock.now())
  const findings = await Promise.all(services.map((service) => examine(runtime, service, live)))
  return findings.flatMap((detail) => (detail ? [{ code: 'service_not_running', detail }] : []))
}

async function examine(
  runtime: Runtime,
  service: NamedService,
  live: LiveProcesses,
): Promise<string | undefined> {
  let listed: readonly ServiceInstance[]
  try {
    listed = await instancesOf(runtime, service)
  } catch (error) {
    return `The service "${service.name}" cannot list its instances: ${sentence(errorText(error))} Fix instances(), or what it waits for.`
  }
  const leases = await leasesOf(runtime.storage.db, service.name)
  const held = new Set(
    leases
      .filter(({ holder }) => holder !== null && live.has(holder))
      .map(({ tenantId, instance }) => instanceKey(tenantId, instance)),
  )
  const [first, ...others] = listed.filter(
    ({ tenantId, id }) => !held.has(instanceKey(tenantId, id)),
  )
  if (!first) return undefined
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return `No process runs "${first.id}" (tenant "${first.tenantId}")${more} of the service "${service.name}". ${adviceFor(service, live)}`
}

function adviceFor({ name }: NamedService, live: LiveProcesses): string {
  if (live.running(name) === 0) {
    return 'Call helpdesk.start() in at least one long-lived process. If one has just started or stopped, check again in ten seconds.'
  }
  return 'A process that runs the service takes it over within seconds. If this finding stays, check the log for errors of the service.'
}
