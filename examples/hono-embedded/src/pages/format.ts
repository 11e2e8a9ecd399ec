/** States, priorities and times as people read them. */
import type { Priority, Status } from '@deskhand/core'
import { html } from 'hono/html'
import type { Html } from './html.ts'

export const statusNames: Readonly<Record<Status, string>> = {
  new: 'New',
  open: 'Open',
  in_progress: 'In progress',
  pending: 'Pending',
  on_hold: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
}

export const priorityNames: Readonly<Record<Priority, string>> = {
  low: 'Low',
  normal: 'Normal',
  high: 'High',
  urgent: 'Urgent',
}

export function statusBadge(status: Status): Html {
  return html`<span class="status ${status}">${statusNames[status]}</span>`
}

/** Nothing for the priority that most tickets have. */
export function priorityBadge(priority: Priority): Html | '' {
  if (priority === 'normal') return ''
  return html`<span class="priority ${priority}">${priorityNames[priority]}</span>`
}

const day = 86_400_000
const units = [
  { unit: 'day', ms: day },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' })
const date = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const full = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** `9 min. ago`, or the day once that says more; the exact time is in the title. */
export function moment(iso: string, now = new Date()): Html {
  const time = new Date(iso)
  return html`<time datetime="${iso}" title="${full.format(time)} UTC">${ago(time, now)}</time>`
}

function ago(time: Date, now: Date): string {
  const elapsed = now.getTime() - time.getTime()
  if (elapsed > 13 * day) return date.format(time)
  for (const { unit, ms } of units) {
    if (elapsed >= ms) return relative.format(-Math.floor(elapsed / ms), unit)
  }
  return 'just now'
}

/** `5 h 20 min`: how long something took. */
export function duration(from: string, to: string): string {
  const minutes = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 60_000))
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  if (days > 0) return `${days} d ${hours} h`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}
