/** What was promised, beside what was measured. */
import type { Measurement } from './measure.ts'

const growthFrom = 10_000
const growthTo = 1_000_000

/** One sentence for each aim that this figure has. */
export function judge({ kind, name, tickets, ofBare, growth, deskhand }: Measurement): string[] {
  const isLargest = tickets >= growthTo
  return [
    kind === 'read' ? atLeast('÷ (a)', ofBare, 0.6) : atLeast('÷ (a)', ofBare, 0.5),
    ...(kind === 'read' && isLargest ? [atMost(`÷ ${growthFrom / 1_000}k`, growth, 1.5)] : []),
    ...(name === 'tags' && isLargest ? [atMost('p95 ms', deskhand.p95, 20)] : []),
  ]
}

export function atLeast(what: string, figure: number, aim: number): string {
  return `${what} ≥ ${aim} ${figure >= aim ? 'met' : '**missed**'}`
}

export function atMost(what: string, figure: number, aim: number): string {
  return `${what} ≤ ${aim} ${figure <= aim ? 'met' : '**missed**'}`
}
