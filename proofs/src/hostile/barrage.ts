/** Round after round of hostile requests, and what is found wrong with the answers. */
import type { Random } from '../random.ts'
import { faultsOf } from './check.ts'
import type { HostileDesk } from './desk.ts'
import { watch } from './digest.ts'
import { type Draft, draft, repeat } from './draft.ts'
import { type Ground, learn, prepareGround, tenants } from './ground.ts'
import { createRepeats } from './repeats.ts'
import { type Answer, describeDraft, requestOf, send } from './send.ts'
import { spoil } from './spoil.ts'

const customers = new Set(['ada', 'ben', 'carl'])

export interface Barrage {
  /** Asks each operation once. Returns a finding for each answer with faults, up to `most`. */
  round(most: number): Promise<string[]>
  /** Answers by the first digit of their status, such as `4xx`. */
  readonly tally: ReadonlyMap<string, number>
  /** Answers after which something in the database was different. */
  noticed(): number
  /** Answers that were replays of an idempotency key. */
  replays(): number
}

export async function createBarrage(hostile: HostileDesk, random: Random): Promise<Barrage> {
  const { desk, document } = hostile
  const ground = await prepareGround(hostile)
  const repeats = createRepeats()
  const source = { random, ground, document }
  const keyed: Draft[] = []
  const tally = new Map<string, number>()
  const { changes } = await watch(desk.storage)
  let replays = 0
  let noticed = 0

  /** Nothing where the draft can't even be written down as a request. */
  async function ask(operation: Draft['operation']): Promise<string | undefined> {
    const again = keyed.length > 0 && random.chance(0.08)
    const made = again ? repeat(random, keyed) : draft(source, operation)
    if (!again) spoil(made, source)
    const request = requestOf(desk, made)
    if (!request) return undefined
    if (random.chance(0.2)) desk.clock.advance(random.pick([1, 1_000, 60_000]))
    const answer = await send(desk, request)
    const { method, headers } = request
    const id = hostile.lastOperation()
    const reached = document.operations.find(({ operationId }) => operationId === id)
    const faults = faultsOf(document, { answer, operation: reached, method })
    faults.push(...hostile.takeComplaints())
    faults.push(...repeats.faultsOf(made, new URL(request.url).pathname, answer))

    const changed = await changes()
    noticed += Math.sign(changed.length)
    const isRead = ['GET', 'HEAD', 'OPTIONS'].includes(method)
    const isReplay = answer.headers.has('idempotency-replayed')
    if (isReplay) replays++
    else if (answer.status < 300 && headers.has('idempotency-key')) keyed.push(made)
    if (answer.status >= 400 || isRead || isReplay) {
      faults.push(...changed.map((name) => `${name} has changed`))
    }
    faults.push(...leaksOf(ground, made, answer))

    const kind = `${Math.floor(answer.status / 100)}xx`
    tally.set(kind, (tally.get(kind) ?? 0) + 1)
    const isJson = answer.headers.get('content-type') === 'application/json'
    if ([200, 201].includes(answer.status) && isJson && id !== 'openapi') {
      learn(ground[made.tenant], id, JSON.parse(answer.text || 'null'))
    }
    if (faults.length === 0) return undefined
    const told = `${answer.status} ${answer.text.slice(0, 1_000)}`
    return `${id}: ${faults.join('; ')}\n${describeDraft(made)}\n${told}`
  }

  return {
    tally,
    noticed: () => noticed,
    replays: () => replays,
    async round(most) {
      const findings: string[] = []
      for (const operation of document.operations) {
        const finding = await ask(operation)
        if (finding !== undefined) findings.push(finding)
        if (findings.length >= most) break
      }
      return findings
    },
  }
}

/** What an answer tells of another tenant, or of what its customers must not see. */
function leaksOf(ground: Ground, { tenant, who }: Draft, { text }: Answer): string[] {
  const other = tenants.find((one) => one !== tenant) ?? 'acme'
  const { secret, mark } = ground[other]
  const leaks = [secret, mark]
    .filter((told) => text.includes(told))
    .map(() => `it tells ${tenant} of ${other}`)
  const isCustomer = who === null || customers.has(who)
  if (isCustomer && text.includes(ground[tenant].secret)) leaks.push(`it tells ${who} a secret`)
  return leaks
}
