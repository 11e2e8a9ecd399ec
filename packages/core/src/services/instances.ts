/** Asks a service for its instances, and checks what it returns. */
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { systemActor } from '../api/call-internals.ts'
import { hostId } from '../kit/validation.ts'
import type { ServiceInstance } from '../plugin/background-parts.ts'
import type { NamedService } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'

const schema = z.array(z.object({ tenantId: hostId(), id: hostId() }))

/** How long `instances` may take, in milliseconds. */
export const longestAnswerMs = 10_000

/**
 * @throws TypeError when the service returns something else.
 * @throws Error when it does not answer in time. What it answers later is ignored.
 */
export async function instancesOf(
  runtime: Runtime,
  service: NamedService,
  answerMs = longestAnswerMs,
): Promise<readonly ServiceInstance[]> {
  const call = runtime.createCall({ actor: systemActor('default'), via: 'job' })
  const answered = new AbortController()
  const { signal } = answered
  const late = pause(answerMs, undefined, { signal }).then(() => {
    throw new Error(
      `instances() of the service "${service.name}" did not answer within ${answerMs / 1_000} seconds. Give what it waits for a shorter time limit.`,
    )
  })
  const asking = Promise.resolve().then(() => service.instances(call))
  const given: unknown = await Promise.race([asking, late]).finally(() => answered.abort())
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
