/** Checks that a service returns the instances of all tenants, and that it ends when its signal is aborted. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Service, ServiceInstance, ServiceLease } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import type { Fixture } from '../fixture.ts'
import type { Check, Suite } from '../suite.ts'
import { probeAs } from './probe.ts'
import type { Stand } from './subject.ts'

/** How long an instance runs before its signal is aborted, in milliseconds. */
const runMs = 50

/** How long it may then take to end, in milliseconds. */
const endMs = 2_000

/** One service of the plugin under test. */
interface Served {
  readonly name: string
  readonly service: Service
  readonly stand: Stand
}

export function serviceSuites(stand: Stand): Suite[] {
  const { parts, plugin } = stand
  const suites = Object.entries(parts.services ?? {}).map(([key, service]): Suite => {
    const name = `${plugin.id}:${key}`
    return { name: `the service ${name}`, checks: checksOf({ name, service, stand }) }
  })
  return suites.length === 0 ? [] : [{ name: 'its services', suites }]
}

function checksOf(served: Served): Check[] {
  return [
    { name: 'has the instances of all tenants', run: () => hasInstances(served) },
    { name: 'ends when its signal is aborted', run: () => ends(served, runMs) },
    { name: 'ends when its signal was aborted before it began', run: () => ends(served, 0) },
  ]
}

async function hasInstances(served: Served): Promise<void> {
  const { name } = served
  const { fixture: home, made, all, before } = await started(served)
  const { fixture: abroad, made: others } = await started(served)
  for (const { tenantId, id } of all) {
    const said = `The service "${name}" returns an instance without a tenant or an id. Return { tenantId, id } with 1–200 characters each.`
    expect([typeof tenantId, typeof id], said).toEqual(['string', 'string'])
    expect(
      [tenantId, id].every((text) => text.length > 0 && text.length <= 200),
      said,
    ).toBe(true)
  }
  const keys = all.map(keyOf)
  const twice = all.filter((one, index) => keys.indexOf(keyOf(one)) !== index)
  expect(twice, `The service "${name}" returns an instance twice.`).toEqual([])
  // A service whose instances do not depend on fill.
  if (before.length > 0 && made.length === 0 && others.length === 0) return
  for (const [fixture, own] of [
    [home, made],
    [abroad, others],
  ] as const) {
    const tenants = [...new Set(own.map(({ tenantId }) => tenantId))]
    const said = `The service "${name}" must return the instances that fill makes with their tenant, here "${fixture.tenantId}". "instances" gets a call of the tenant "default" and reads the rows of all tenants; fill must make at least one instance.`
    expect(tenants, said).toEqual([fixture.tenantId])
  }
}

async function ends(served: Served, afterMs: number): Promise<void> {
  const { name, service } = served
  const { fixture, made, all } = await started(served)
  const instance = made[0] ?? all[0]
  if (!instance) {
    throw new Error(
      `The service "${name}" has no instance, so this check proves nothing. Let fill make one.`,
    )
  }
  const { tenantId, id } = instance
  const call = systemOf(fixture).asSystem(tenantId, 'job')
  const aborting = new AbortController()
  const { signal } = aborting
  if (afterMs === 0) aborting.abort()
  const running = (async () => service.run(call, { instance: id, lease, signal }))()
  const settled = running.then(
    () => ({ error: undefined }),
    (error: unknown) => ({ error }),
  )
  const early = await within(afterMs, settled)
  if (early && !signal.aborted) {
    throw new Error(
      `"run" of the service "${name}" ended before its signal was aborted: ${String(early.error ?? 'it returned')}. Let it run until then, and let fill make an instance that can run in a test.`,
      { cause: early.error },
    )
  }
  aborting.abort()
  if (await within(endMs, settled)) return
  throw new Error(
    `"run" of the service "${name}" still runs ${endMs / 1_000} s after its signal was aborted, so another process would take the instance over while this one works on. Pass the signal to everything that "run" waits for.`,
  )
}

/** Fills a new fixture. Returns it, and the instances from before, those from now and those that `fill` made. */
async function started({ service, stand }: Served) {
  const fixture = await stand.ground.fixture()
  const call = systemOf(fixture)
  const before = await service.instances(call)
  await stand.options.fill?.(fixture)
  const all = await service.instances(call)
  const known = new Set(before.map(keyOf))
  return { fixture, before, all, made: all.filter((one) => !known.has(keyOf(one))) }
}

/** The call that core passes to `instances`: of the tenant `default`, which is not one of a fixture. */
function systemOf(fixture: Fixture) {
  return probeAs(fixture, 'root').call.asSystem('default', 'job')
}

function keyOf({ tenantId, id }: ServiceInstance): string {
  return JSON.stringify([tenantId, id])
}

/** In these checks, no other process takes the instance over. */
const lease: ServiceLease = {
  token: 1,
  async check({ inTransaction }) {
    if (inTransaction) return
    throw new TypeError(
      'lease.check(call) needs an open transaction: wrap it in call.transaction(…).',
    )
  },
}

/** What `promise` resolves to, or `undefined` when it takes longer than `ms`. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const giveUp = new AbortController()
  const { signal } = giveUp
  const late = sleep(ms, undefined, { signal }).catch(() => undefined)
  try {
    return await Promise.race([promise, late])
  } finally {
    giveUp.abort()
  }
}
