/** Which tags the demo has, and which of them a problem gets. Nothing happens without the plugin. */
import type { TagCreateInput } from '@deskhand/plugin-tags'
import type { DemoApi } from '../helpdesk.ts'
import type { Problem } from './problem.ts'

interface Kind extends TagCreateInput {
  readonly fits: (problem: Problem) => boolean
}

const about =
  (words: RegExp) =>
  ({ subjects, texts }: Problem) =>
    words.test([...subjects, ...texts].join(' '))

const kinds: readonly Kind[] = [
  { name: 'Refund', icon: 'credit-card', fits: about(/refund|charged twice|double charge/i) },
  { name: 'Invoice', colour: '#0f766e', icon: 'book', fits: about(/invoice|VAT/) },
  {
    name: 'Bug',
    colour: '#b91c1c',
    icon: 'bug',
    fits: about(/wrong|crash|error|lost|empty|twice|missing|not work|fails?\b/i),
  },
  {
    name: 'How-to',
    colour: '#0369a1',
    icon: 'chat',
    fits: about(/how (?:do|can)|is there a way/i),
  },
  {
    name: 'Escalated',
    colour: '#c2410c',
    icon: 'megaphone',
    fits: ({ priority }) => priority === 'urgent',
  },
  {
    name: 'Third party',
    colour: '#a16207',
    icon: 'link',
    fits: ({ turns }) => turns.some((turn) => turn.by === 'agent' && turn.status === 'on_hold'),
  },
  {
    name: 'Known issue',
    colour: '#6d28d9',
    icon: 'alert',
    isPublic: true,
    fits: ({ category, turns }) => category === 'Calendar sync' && turns.some(isHandedOver),
  },
  {
    name: 'Feature request',
    colour: '#15803d',
    icon: 'star',
    isPublic: true,
    fits: ({ category }) => category === 'Ideas',
  },
]

function isHandedOver({ by }: Problem['turns'][number]): boolean {
  return by === 'transfer' || by === 'note'
}

export function tagsOf(problem: Problem): string[] {
  return kinds.filter(({ fits }) => fits(problem)).map(({ name }) => name)
}

export async function createTags(desk: DemoApi): Promise<void> {
  for (const { fits: _fits, ...input } of kinds) await desk.tags?.create(input)
}

export async function tag(
  desk: DemoApi,
  ticketId: string,
  names: readonly string[],
): Promise<void> {
  if (names.length > 0) await desk.tags?.add({ ticketId, names })
}
