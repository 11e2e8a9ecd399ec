/** The part of a page in `docs/` that a benchmark writes, between two comments. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'

/** `note` ends the line that says when and where it was measured. */
export function writeSection(file: string, name: string, table: string, note = ''): void {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const text = readFileSync(file, 'utf8')
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from)
    throw new Error(`${file} has no place for the table: ${begin} … ${end}`)
  const report = `${begin}\n\nMeasured ${whenAndWhere()}${note}.\n\n${table}\n\n`
  writeFileSync(file, text.slice(0, from) + report + text.slice(to))
}

/** The day and the class of the machine. */
export function whenAndWhere(): string {
  const day = new Date().toISOString().slice(0, 10)
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${day}, ${availableParallelism()} cores, ${memory} GB of memory, Node ${process.versions.node}, ${process.platform}`
}

/** `left` are the columns that hold text. */
export function markdownTable(
  columns: readonly string[],
  left: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const rule = columns.map((name) => (left.includes(name) ? '---' : '---:'))
  return [columns, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
