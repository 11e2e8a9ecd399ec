/** Takes over and gives up instances of one service, so that each process runs its share. */
import type { NamedService } from '../plugin/registry.ts'
import type { Runtime } from '../runtime.ts'
import type { Holds } from './holds.ts'
import { instanceKey, instancesOf } from './instances.ts'
import {
  createLeases,
  deleteLeases,
  type LeaseRow,
  leasesOf,
  releaseLeases,
  takeLeases,
} from './leases.ts'
import type { ProcessWatch } from './processes.ts'

export interface BalanceParts {
  /** The id of this process. */
  readonly holder: string
  readonly holds: Holds
  readonly watch: ProcessWatch
  /** How long the service may take to list its instances, in milliseconds. */
  readonly answerMs: number
  /** Whether this process may take instances now. */
  isOpen(): boolean
  /** Called as soon as the instances are known, with whether there are any. */
  answered(hasSome: boolean): Promise<void>
}

export async function balance(
  runtime: Runtime,
  service: NamedService,
  { holder, holds, watch, answerMs, isOpen, answered }: BalanceParts,
): Promise<void> {
  const { storage, clock } = runtime
  const listed = await instancesOf(runtime, service, answerMs)
  if (!isOpen()) return
  await answered(listed.length > 0)
  const live = await watch.read(storage.db, clock.now())
  const leases = await leasesOf(storage.db, service.name)
  if (!isOpen()) return

  const wanted = new Set(listed.map(({ tenantId, id }) => instanceKey(tenantId, id)))
  const share = Math.ceil(listed.length / Math.max(1, live.running(service.name)))
  const own = holds.of(service.name)
  for (const hold of own) if (!wanted.has(hold.key)) hold.end('stopped')
  for (const hold of own.filter((one) => !one.isEnding()).slice(share)) hold.end('stopped')

  const ownKeys = new Set(own.map(({ key }) => key))
  // This process may hold a lease whose instance it does not run, because releasing it failed.
  const free = leases.filter(
    (lease) =>
      !ownKeys.has(keyOf(lease)) &&
      (lease.holder === null || lease.holder === holder || !live.has(lease.holder)),
  )
  const [offered, gone] = partition(free, (lease) => wanted.has(keyOf(lease)))
  await deleteLeases(storage.db, gone)

  const room = share - own.length
  const taken = await takeLeases(storage, offered, holder, room)
  const known = new Set(leases.map(keyOf))
  const unknown = listed.filter(({ tenantId, id }) => !known.has(instanceKey(tenantId, id)))
  const fresh = unknown.slice(0, Math.max(0, room - taken.length))
  const created = await createLeases(storage.db, service.name, fresh, holder, clock.now())
  const mine = [...taken, ...created]

  const left = offered.filter((lease) => lease.holder === holder)
  await releaseLeases(storage.db, left, holder)
  if (isOpen()) holds.begin(service, mine)
  else await releaseLeases(storage.db, mine, holder)
}

function keyOf({ tenantId, instance }: LeaseRow): string {
  return instanceKey(tenantId, instance)
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean) {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))] as const
}
