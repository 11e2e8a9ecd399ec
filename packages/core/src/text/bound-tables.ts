/**
 * Keeps tables of Markdown small. Cells that a row leaves out are filled in, so that a text of 64 KiB
 * could become half a million of them.
 */
import type { MarkdownIt, StateBlock } from 'markdown-it'

/** Of all tables of one text. What is beyond stays text. */
const mostCells = 5_000

/** `plain` is a second parser, whose rule for tables is not bounded. */
export function boundTables(markdown: MarkdownIt, plain: MarkdownIt): void {
  const table = tableRule(plain)
  markdown.block.ruler.at(
    'table',
    (state, startLine, endLine, silent) => {
      const isTable = table(state, startLine, endLine, true)
      if (silent || !isTable) return isTable
      const left = Number(state.env.cellsLeft ?? mostCells)
      const cells = countCells(state, startLine, endLine, left)
      if (cells > left) return false
      state.env.cellsLeft = left - cells
      return table(state, startLine, endLine, false)
    },
    { alt: ['paragraph', 'reference'] },
  )
}

/** At most, and no further than `left`: as wide as the first row, as long as there are lines. */
function countCells(state: StateBlock, startLine: number, endLine: number, left: number): number {
  const columns = state.getLines(startLine, startLine + 1, 0, false).split('|').length
  let rows = 0
  for (let line = startLine; line < endLine && !state.isEmpty(line); line++) {
    if (++rows * columns > left) break
  }
  return rows * columns
}

function tableRule({ block: { ruler } }: MarkdownIt) {
  ruler.enableOnly(['table'])
  const [table] = ruler.getRules('')
  if (!table) throw new TypeError('markdown-it has no rule for tables.')
  return table
}
