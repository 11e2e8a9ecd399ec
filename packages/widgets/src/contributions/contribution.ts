/** What a plugin adds to the elements: one element in one slot. */
import type { Capabilities } from '@deskhand/core/client'
import type { Localizer } from '../terms/localizer.ts'
import type { SlotContexts, SlotName, SlotOptions } from './slots.ts'

/** The signed-in person of a session, their permissions and the plugins of the server. */
interface SessionFacts {
  readonly person: Capabilities['actor'] | undefined
  can(permission: string): boolean
  has(pluginId: string): boolean
}

/** What a contribution can be made to depend on. */
export interface ContributionFacts<Slot extends SlotName = SlotName> extends SessionFacts {
  readonly context: Readonly<SlotContexts[Slot]>
}

type OptionsOf<Slot extends SlotName> = Slot extends keyof SlotOptions
  ? { readonly options?: SlotOptions[Slot] | undefined }
  : { readonly options?: undefined }

interface ContributionBase<Slot extends SlotName> {
  /** Unique, such as `sla:column`. The last one of an id counts, so that a page can replace one. */
  readonly id: string
  readonly slot: Slot
  /** Smaller comes first. Default 100; equal ones go by id. */
  readonly order?: number | undefined
  /** What it is called: a heading, the name of a page, or in the notice when it fails. */
  readonly label: string | ((localizer: Localizer) => string)
  /** Whether it is shown. Default: always. */
  when?(facts: ContributionFacts<Slot>): boolean
  /** The custom element that it is; it gets the slot's frozen context as its property `context`. */
  readonly tag: `${string}-${string}`
  /** Defines the element, before it is needed for the first time. */
  load?(): Promise<unknown>
}

/**
 * @example
 * const column: Contribution<'ticket-list:column@1'> = {
 *   id: 'sla:column',
 *   slot: 'ticket-list:column@1',
 *   label: 'Due',
 *   tag: 'sla-due',
 *   when: ({ has }) => has('sla'),
 *   load: () => import('./sla-due.js'),
 *   options: { include: ['sla'], sort: 'due' },
 * }
 */
export type Contribution<Slot extends SlotName = SlotName> = {
  [Name in Slot]: ContributionBase<Name> & OptionsOf<Name>
}[Slot]

/** Without doubles, in the order in which they are shown. */
export function inOrder(contributions: readonly Contribution[]): readonly Contribution[] {
  const byId = new Map(contributions.map((contribution) => [contribution.id, contribution]))
  return [...byId.values()].sort(
    (a, b) => (a.order ?? 100) - (b.order ?? 100) || (a.id < b.id ? -1 : 1),
  )
}

/**
 * The contributions of a slot that are to be shown in a context. For elements that need to know them
 * beforehand, as a list its columns; `<deskhand-slot>` asks by itself.
 */
export function contributionsTo<Slot extends SlotName>(
  session: (SessionFacts & { readonly contributions: readonly Contribution[] }) | undefined,
  slot: Slot,
  context: Readonly<SlotContexts[Slot]>,
): readonly Contribution<Slot>[] {
  // Nobody's page has plugins; somebody's keeps them while an expired session waits to be renewed.
  if (!session?.person) return []
  const { can, has, person } = session
  return session.contributions
    .filter((one): one is Contribution & Contribution<Slot> => one.slot === slot)
    .filter((one) => isWanted(one as Contribution<Slot>, { can, has, person, context }))
}

function isWanted<Slot extends SlotName>(
  contribution: Contribution<Slot>,
  facts: ContributionFacts<Slot>,
): boolean {
  try {
    return (contribution as ContributionBase<Slot>).when?.(facts) ?? true
  } catch (error) {
    console.error(`The contribution ${contribution.id} could not say whether it is shown.`, error)
    return false
  }
}

export function labelOf(contribution: Contribution, localizer: Localizer): string {
  const { label } = contribution
  return typeof label === 'string' ? label : label(localizer)
}
