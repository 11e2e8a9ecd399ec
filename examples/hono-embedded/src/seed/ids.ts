import type { NewId } from '@deskhand/core'
import type { Random } from './random.ts'

/** UUIDv7 (RFC 9562) of a clock and random numbers that are the seed's own. */
export function seededIds(random: Random, now: () => Date): NewId {
  const digits = (bits: number) =>
    Math.floor(random.next() * 2 ** bits)
      .toString(16)
      .padStart(bits / 4, '0')
  return () => {
    const time = now().getTime().toString(16).padStart(12, '0')
    const variant = random.pick(['8', '9', 'a', 'b'])
    return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(12)}-${variant}${digits(12)}-${digits(24)}${digits(24)}`
  }
}
