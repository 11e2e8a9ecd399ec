/** Asks a service for its instances, and checks what it returns. */
import { z } from 'zod'
import { systemActor } from '../api/call-internals.ts'
import { hostId } from '../kit/validation.ts'
import type { ServiceInstance } from '../plugin/background-parts.ts'
import type { NamedService } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'

const schema = z.array(z.object({ tenantId: hostId(), id: hostId() }))

/** @throws TypeError when the service returns something else. */
export async function instancesOf(
  runtime: Runtime,
  service: NamedService,
): Promise<readonly ServiceInstance[]> {
  const call = runtime.createCall({ actor: systemActor('default'), via: 'job' })
  const given: unknown = await service.instances(call)
  const { data, error } = schema.safeParse(given)
  if (!data) throw wrong(service, z.prettifyError(error))
  const keys = new Set<string>()
  for (const { tenantId, id } of data) {
    const key = instanceKey(tenantId, id)
    if (keys.has(key)) throw wrong(service, `"${id}" of the tenant "${tenantId}" is there twice.`)
    keys.add(key)
  }
  return data
}

export function instanceKey(tenantId: string, instance: string): string {
  return JSON.stringify([tenantId, instance])
}

function wrong({ name }: NamedService, what: string): TypeError {
  return new TypeError(
    `instances() of the service "${name}" must return an array of { tenantId, id }, each once. ${what}`,
  )
}
