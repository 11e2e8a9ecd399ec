/** Days as people choose them, and the moments that the API takes: from the first to before the last. */
import type { TimeRange } from '@deskhand/core/client'

/** `yyyy-mm-dd`, of the visitor's own time zone; the last one counts. */
export interface DayRange {
  readonly first: string
  readonly last: string
}

const dayPattern = /^(\d{4})-(\d\d)-(\d\d)$/

/** `undefined` for no range at all. What is no day is left out. */
export function rangeOf({ first, last }: DayRange): TimeRange | undefined {
  const from = startOf(first)
  const to = startOf(last, 1)
  if (!from && !to) return undefined
  return { ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }) }
}

export function daysOf({ from, to }: TimeRange = {}): DayRange {
  return { first: dayOf(from), last: to ? dayOf(new Date(Date.parse(to) - 1)) : '' }
}

/** Today and the days before it, so many in all. */
export function lastDays(count: number, now: Date): DayRange {
  const first = new Date(now)
  first.setDate(first.getDate() - count + 1)
  return { first: dayOf(first), last: '' }
}

/** The day that a moment lies in; empty for what is no moment. */
export function dayOf(moment: Date | string | undefined): string {
  const time = new Date(moment ?? Number.NaN)
  if (Number.isNaN(time.getTime())) return ''
  const parts = [time.getFullYear(), time.getMonth() + 1, time.getDate()]
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, '0')).join('-')
}

function startOf(day: string, later = 0): Date | undefined {
  const [, year, month, date] = dayPattern.exec(day) ?? []
  if (!year) return undefined
  const start = new Date(Number(year), Number(month) - 1, Number(date) + later)
  return Number.isNaN(start.getTime()) ? undefined : start
}
