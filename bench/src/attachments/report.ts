/** The table, and its place in docs/attachments.md. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import type { Line } from './measure.ts'

export function tableOf(lines: readonly Line[]): string {
  return [
    ['', 'Deskhand', 'bare Hono', 'ratio', 'CPU ÷', 'aim'],
    ['---', '---:', '---:', '---:', '---:', '---'],
    ...lines.map(({ title, deskhand, bare, ratio, cpu, aim }) => [
      title,
      deskhand,
      bare,
      ratio,
      cpu,
      aim,
    ]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

const [begin, end] = ['<!-- bench:attachments -->', '<!-- /bench:attachments -->']

export function writeReport(file: string, table: string, rounds: number): void {
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from)
    throw new Error(`${file} has no place for the table: ${begin} … ${end}`)
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory, Node ${process.versions.node}, ${process.platform}`
  const report = `${begin}\n\nMeasured ${day}, ${machine}; medians of ${rounds} rounds in turn.\n\n${table}\n\n`
  writeFileSync(file, text.slice(0, from) + report + text.slice(to))
}
