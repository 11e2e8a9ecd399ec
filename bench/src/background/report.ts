/** The table of background work, and its place in docs/operations.md. */
import { markdownTable, writeSection } from '../section.ts'
import type { Line } from './bench.ts'

const columns = ['case', 'database', 'Deskhand', 'beside', 'ratio', 'CPU', 'aims']

export function tableOf(lines: readonly Line[]): string {
  return markdownTable(
    columns,
    ['case', 'database', 'beside', 'aims'],
    lines.map(({ title, engine, figure, beside, ratio, cpu, aim }) => [
      ...[title, engine, figure, beside, ratio, cpu, aim],
    ]),
  )
}

export function writeReport(file: string, table: string, rounds: number): void {
  writeSection(file, 'bench:background', table, `; the best of ${rounds} rounds`)
}
