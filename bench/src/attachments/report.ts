/** The table, and its place in docs/attachments.md. */
import { markdownTable, writeSection } from '../section.ts'
import type { Line } from './measure.ts'

export function tableOf(lines: readonly Line[]): string {
  return markdownTable(
    ['', 'Deskhand', 'bare Hono', 'ratio', 'CPU ÷', 'aim'],
    ['', 'aim'],
    lines.map(({ title, deskhand, bare, ratio, cpu, aim }) => [
      ...[title, deskhand, bare, ratio, cpu, aim],
    ]),
  )
}

export function writeReport(file: string, table: string, rounds: number): void {
  writeSection(file, 'bench:attachments', table, `; medians of ${rounds} rounds in turn`)
}
