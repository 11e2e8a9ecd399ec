/** Chance that repeats itself: the same seed gives the same tickets on every run and database. */

export type Random = () => number

/** Mulberry32: 32 bits of state are plenty for texts and dates. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function between(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1))
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item
}

/** Ranks from 1 to `ranks`; rank k comes up in proportion to 1/k. */
export function zipf(ranks: number): (random: Random) => number {
  const cumulated: number[] = []
  for (let rank = 1, sum = 0; rank <= ranks; rank++) {
    sum += 1 / rank
    cumulated.push(sum)
  }
  const total = cumulated.at(-1) as number
  return (random) => {
    const wanted = random() * total
    let [low, high] = [0, ranks - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cumulated[middle] as number) < wanted) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}

/** A UUIDv7 of that moment. */
export function uuidAt(random: Random, time: number): string {
  const hex = (digits: number) =>
    Math.floor(random() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0')
  const at = time.toString(16).padStart(12, '0')
  const variant = (8 + Math.floor(random() * 4)).toString(16)
  return `${at.slice(0, 8)}-${at.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(6)}${hex(6)}`
}
