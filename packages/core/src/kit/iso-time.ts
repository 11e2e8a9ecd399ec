/** Times as answers have them. `Date.toISOString` works the date out each time, which a list notices. */

const dayMs = 86_400_000
const mostDays = 5_000
/** Days since 1970, as `YYYY-MM-DDT`. */
const days = new Map<number, string>()
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))

/** The same text as `time.toISOString()`: UTC, RFC 3339 with milliseconds. */
export function isoTime(time: Date): string {
  const day = Math.floor(time.getTime() / dayMs)
  const ms = time.getTime() - day * dayMs
  const seconds = Math.floor(ms / 1_000)
  const hour = twoDigits[Math.floor(seconds / 3_600)]
  const minute = twoDigits[Math.floor(seconds / 60) % 60]
  const fraction = String(ms % 1_000).padStart(3, '0')
  return `${dayText(day, time)}${hour}:${minute}:${twoDigits[seconds % 60]}.${fraction}Z`
}

export function isoTimeOrNull(time: Date | null): string | null {
  return time && isoTime(time)
}

function dayText(day: number, time: Date): string {
  const known = days.get(day)
  if (known !== undefined) return known
  const text = time.toISOString().slice(0, -'hh:mm:ss.mmmZ'.length)
  if (days.size >= mostDays) days.clear()
  days.set(day, text)
  return text
}
