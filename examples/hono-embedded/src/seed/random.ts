/** Random numbers that are the same every time, so that the demo's tickets are too. */

export interface Random {
  /** At least 0 and below 1. */
  next(): number
  chance(probability: number): boolean
  /** Both ends included. */
  integer(from: number, to: number): number
  pick<Item>(items: readonly Item[]): Item
  /** Around `median`: from a quarter of it to four times as much. */
  around(median: number): number
}

export function createRandom(seed: string): Random {
  const next = mulberry32(hash(seed))
  const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick<Item>(items: readonly Item[]): Item {
      if (items.length === 0) throw new RangeError('There is nothing to pick from.')
      return items[integer(0, items.length - 1)] as Item
    },
    around: (median) => median * 4 ** (2 * next() - 1),
  }
}

/** @see https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** FNV-1a: a number for a word. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return value
}
