/** What this helpdesk has and what the asking person may do: all that a page needs to build itself. */
import type { Call } from '../api/call.ts'
import { runtimeOf } from '../api/call-internals.ts'
import { maxLimit } from '../kit/pagination.ts'
import type { Role } from '../people/types.ts'
import type { PluginFacts } from '../plugin/contract.ts'
import type { Policy } from '../runtime.ts'
import {
  type Priority,
  priorities,
  publicStatus,
  type Status,
  statuses,
} from '../tickets/lifecycle.ts'
import { version } from '../version.ts'

export interface Capabilities {
  /** The version of core. */
  readonly version: string
  readonly plugins: readonly {
    readonly id: string
    readonly version: string
    /** What a page has to know of it beforehand, such as limits. */
    readonly facts: PluginFacts
  }[]
  readonly actor: {
    readonly id: string
    readonly name: string | null
    readonly role: Role
    readonly tenantId: string
  }
  /** The permissions that the actor holds, without regard to any one ticket. */
  readonly permissions: readonly string[]
  /** The states that the actor can meet. */
  readonly statuses: readonly Status[]
  readonly priorities: readonly Priority[]
  /** The host's rules that a page has to know of. */
  readonly policy: Pick<Policy, 'customersSetPriority' | 'replyToClosed'>
  readonly limits: {
    /** Bytes of a JSON body. */
    readonly body: number
    /** Items of a page. */
    readonly page: number
    /** Tickets of a bulk call. */
    readonly bulk: number
    /** Streams of events that the actor may have open. */
    readonly streams: number
  }
}

export async function capabilities(call: Call): Promise<Capabilities> {
  const { registry, limits, policy, streamSettings } = runtimeOf(call)
  const { id, name = null, role, tenantId } = call.actor
  if (role === 'system') throw new TypeError('The system has no capabilities of its own.')
  const held = await Promise.all(
    [...registry.permissions.keys()].map(async (permission) =>
      (await call.can(permission)) ? permission : undefined,
    ),
  )
  const isCustomer = role === 'customer'
  return {
    version,
    plugins: [...registry.plugins.values()].map(({ plugin, parts }) => ({
      id: plugin.id,
      version: plugin.version,
      facts: parts.facts ?? {},
    })),
    actor: { id, name, role, tenantId },
    permissions: held.filter((permission) => permission !== undefined),
    statuses: isCustomer ? [...new Set(statuses.map(publicStatus))] : statuses,
    priorities,
    policy: {
      customersSetPriority: policy.customersSetPriority,
      replyToClosed: policy.replyToClosed,
    },
    limits: { body: limits.body, page: maxLimit, bulk: 100, streams: streamSettings.perActor },
  }
}
