/** What the buttons of a Markdown field do to its text. */

export interface Selection {
  readonly start: number
  readonly end: number
}

/** `text` in place of what is between `start` and `end`, and what is selected then. */
export interface Edit extends Selection {
  readonly text: string
  readonly selected: Selection
}

export const formats = ['bold', 'italic', 'code', 'link', 'quote', 'list', 'numbers'] as const
export type Format = (typeof formats)[number]

const marks: Partial<Record<Format, string>> = { bold: '**', italic: '_', code: '`' }

/** Asked for twice, a format goes away again. */
export function format(value: string, selection: Selection, wanted: Format): Edit {
  const isSeveralLines = value.slice(selection.start, selection.end).includes('\n')
  const mark = marks[wanted]
  if (wanted === 'link') return link(value, selection)
  if (wanted === 'code' && isSeveralLines) return fence(value, selection)
  if (mark !== undefined) return wrap(value, trimmed(value, selection), mark)
  return prefixLines(value, selection, wanted)
}

function wrap(value: string, { start, end }: Selection, mark: string): Edit {
  const { length } = mark
  const inner = value.slice(start, end)
  const isMarked =
    value.slice(start - length, start) === mark && value.slice(end, end + length) === mark
  if (isMarked) {
    const from = start - length
    return { start: from, end: end + length, text: inner, selected: range(from, inner.length) }
  }
  return { start, end, text: mark + inner + mark, selected: range(start + length, inner.length) }
}

function link(value: string, selection: Selection): Edit {
  const { start, end } = trimmed(value, selection)
  const inner = value.slice(start, end)
  if (/^https?:\/\/\S+$/.test(inner)) {
    return { start, end, text: `[](${inner})`, selected: range(start + 1, 0) }
  }
  const address = 'https://'
  const at = start + inner.length + 3
  return { start, end, text: `[${inner}](${address})`, selected: range(at, address.length) }
}

function fence(value: string, selection: Selection): Edit {
  const { start, end } = wholeLines(value, selection)
  const inner = value.slice(start, end)
  return {
    start,
    end,
    text: `\`\`\`\n${inner}\n\`\`\``,
    selected: range(start + 4, inner.length),
  }
}

const prefixes = { quote: /^> ?/, list: /^[-*] /, numbers: /^\d+\. / }

function prefixLines(value: string, selection: Selection, wanted: Format): Edit {
  const { start, end } = wholeLines(value, selection)
  const lines = value.slice(start, end).split('\n')
  const pattern = prefixes[wanted as keyof typeof prefixes]
  const isPrefixed = lines.every((line) => pattern.test(line))
  const prefixOf = (index: number) =>
    wanted === 'quote' ? '> ' : wanted === 'list' ? '- ' : `${index + 1}. `
  const text = lines
    .map((line, index) => (isPrefixed ? line.replace(pattern, '') : prefixOf(index) + line))
    .join('\n')
  const isCaret = selection.start === selection.end
  const selected = isCaret ? range(start + text.length, 0) : range(start, text.length)
  return { start, end, text, selected }
}

/** What Enter does in a list or quote: the next item, or the end of the list after an empty one. */
export function continueLine(value: string, { start, end }: Selection): Edit | undefined {
  if (start !== end) return undefined
  const from = value.lastIndexOf('\n', start - 1) + 1
  const line = value.slice(from, start)
  const [whole, indent = '', sign = ''] = /^(\s*)([-*] |\d+\. |> )/.exec(line) ?? []
  if (whole === undefined) return undefined
  if (line === whole) return { start: from, end: start, text: '', selected: range(from, 0) }
  const number = Number.parseInt(sign, 10)
  const next = Number.isNaN(number) ? sign : `${number + 1}. `
  const text = `\n${indent}${next}`
  return { start, end, text, selected: range(start + text.length, 0) }
}

/** Spaces around a word don't belong to it: `** word **` would be no bold text. */
function trimmed(value: string, { start, end }: Selection): Selection {
  const inner = value.slice(start, end)
  const text = inner.trim()
  if (text === '') return { start, end }
  const from = start + inner.indexOf(text)
  return { start: from, end: from + text.length }
}

function wholeLines(value: string, { start, end }: Selection): Selection {
  const next = value.indexOf('\n', end)
  return { start: value.lastIndexOf('\n', start - 1) + 1, end: next === -1 ? value.length : next }
}

function range(start: number, length: number): Selection {
  return { start, end: start + length }
}
