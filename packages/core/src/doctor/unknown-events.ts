/** Finds feeds and subscriptions that wait for an event which is probably misspelt. */
import { closestMatch } from 'leven'
import type { Finding } from '../plugin/contract.ts'
import type { Runtime } from '../runtime.ts'

/**
 * A plugin may subscribe to events of a plugin that is not installed, so an unknown type alone is no finding. It must
 * also differ by one character from a declared type.
 */
export function unknownEvents({ registry }: Runtime): Finding[] {
  const declared = [...registry.events.keys()]
  const waiting = [
    ...[...registry.feeds.values()].map((part) => ({ what: 'feed', ...part })),
    ...[...registry.subscriptions.values()].map((part) => ({ what: 'subscription', ...part })),
  ]
  return waiting.flatMap(({ what, name, events }) =>
    (typeof events === 'function' ? events() : events).flatMap((type) => {
      const nearest = registry.events.has(type) ? undefined : lookalike(type, declared)
      if (nearest === undefined) return []
      const detail = `The ${what} "${name}" waits for the event "${type}", which no plugin declares. Did you mean "${nearest}"?`
      return [{ code: 'unknown_event', detail }]
    }),
  )
}

/** A type of the same subject, such as `ticket.created` for `ticket.create`. */
function lookalike(type: string, declared: readonly string[]): string | undefined {
  const [subject = '', verb = ''] = type.split('.')
  const verbs = declared
    .filter((known) => known.startsWith(`${subject}.`))
    .map((known) => known.slice(subject.length + 1))
  const nearest = closestMatch(verb, verbs, { maxDistance: 1 })
  return nearest && `${subject}.${nearest}`
}
