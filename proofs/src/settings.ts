/** How much is tried, and with which seed: set by `pnpm prove`, short without it. */
import { randomInt } from 'node:crypto'

const { PROOFS_LONG, PROOFS_SEED, PROOFS_KILLS } = process.env

export const isLong = Boolean(PROOFS_LONG)

/** Printed by every proof that draws from it; `pnpm prove --seed N` repeats the choices. */
export const seed = PROOFS_SEED ?? String(randomInt(1_000_000_000))

/** How often each engine's host is killed. */
export const kills = Number(PROOFS_KILLS ?? (isLong ? 120 : 6))

/** More of something in the long form. */
export function times(short: number, long: number): number {
  return isLong ? long : short
}
