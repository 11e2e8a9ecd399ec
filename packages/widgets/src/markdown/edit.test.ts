import { describe, expect, it } from 'vitest'
import { continueLine, type Edit, type Format, format } from './edit.ts'

/** A text with its selection between brackets, or its caret as `|`. */
function read(marked: string) {
  const start = marked.search(/[[|]/)
  const value = marked.replace(/[[\]|]/g, '')
  const closing = marked.indexOf(']')
  return { value, selection: { start, end: closing === -1 ? start : closing - 1 } }
}

function write(value: string, { start, end, text, selected }: Edit): string {
  const next = value.slice(0, start) + text + value.slice(end)
  if (selected.start === selected.end) {
    return `${next.slice(0, selected.start)}|${next.slice(selected.start)}`
  }
  const inner = next.slice(selected.start, selected.end)
  return `${next.slice(0, selected.start)}[${inner}]${next.slice(selected.end)}`
}

function formatted(marked: string, wanted: Format): string {
  const { value, selection } = read(marked)
  return write(value, format(value, selection, wanted))
}

function entered(marked: string): string | undefined {
  const { value, selection } = read(marked)
  const edit = continueLine(value, selection)
  return edit && write(value, edit)
}

describe('format', () => {
  it.each<[Format, string, string]>([
    ['bold', 'a [word] b', 'a **[word]** b'],
    ['bold', 'a **[word]** b', 'a [word] b'],
    ['bold', 'a[ word ]b', 'a **[word]** b'],
    ['italic', '|', '_|_'],
    ['code', 'run [ls]', 'run `[ls]`'],
    ['code', 'a\n[b\nc]', 'a\n```\n[b\nc]\n```'],
    ['quote', 'a\n[b\nc]\nd', 'a\n[> b\n> c]\nd'],
    ['quote', '[> b\n> c]', '[b\nc]'],
    ['list', 'one|', '- one|'],
    ['numbers', '[a\nb]', '[1. a\n2. b]'],
  ])('%s: %s', (wanted, before, after) => {
    expect(formatted(before, wanted)).toBe(after)
  })

  it('link: asks for what is missing, the address or the text', () => {
    const { value, selection } = read('see [this]')
    const { text, selected } = format(value, selection, 'link')
    expect(text).toBe('[this](https://)')
    expect(selected).toEqual({ start: 11, end: 19 })
    const address = 'https://a.example/b'
    expect(format(address, { start: 0, end: address.length }, 'link')).toMatchObject({
      text: `[](${address})`,
      selected: { start: 1, end: 1 },
    })
  })
})

describe('continueLine', () => {
  it.each([
    ['- a|', '- a\n- |'],
    ['  * a|b', '  * a\n  * |b'],
    ['9. a|', '9. a\n10. |'],
    ['> a|', '> a\n> |'],
    ['- a\n- |', '- a\n|'],
  ])('%s', (before, after) => {
    expect(entered(before)).toBe(after)
  })

  it('leaves other lines alone', () => {
    expect(entered('a|')).toBeUndefined()
    expect(entered('-|')).toBeUndefined()
    expect(entered('- [a]')).toBeUndefined()
  })
})
