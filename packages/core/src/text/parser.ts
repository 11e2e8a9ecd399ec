/**
 * `@deskhand/core/markdown`: the dialect of Markdown, with its limits. The server and the preview of the widgets
 * share it, so it imports nothing at run time: the caller passes `markdown-it`.
 */
import type createMarkdown from 'markdown-it'
import { boundTables } from './bound-tables.ts'

/** A longer result is shown as plain text instead. In characters. */
const mostHtml = 524_288

/** What links by reference may add to a text that is shorter than this, in characters. */
const leastReferences = 100_000

/**
 * Returns the renderer of CommonMark with tables, strikethrough, bare links and kept line breaks. Its result is not
 * sanitised. For hostile text it is bounded: nesting ends at 20 levels, tables at 5 000 cells, links by reference
 * add as many characters as the text has or 100 000, and what would be longer than 524 288 characters of HTML
 * becomes plain text.
 *
 * @see https://spec.commonmark.org, and cmark-gfm for the limit of references
 *
 * @example
 * const render = createRenderer(MarkdownIt)
 */
export function createRenderer(Parser: typeof createMarkdown): (source: string) => string {
  const markdown = new Parser({ html: false, breaks: true, linkify: true, maxNesting: 20 })
  boundTables(markdown, new Parser())
  return (source) => {
    const references = boundedReferences(Math.max(source.length, leastReferences))
    const html = markdown.render(source, { references })
    return html.length > mostHtml ? plainText(source) : html
  }
}

interface Reference {
  readonly href: string
  readonly title: string
}

/** The definitions of links. Beyond the limit, none is found any more, and the link stays text. */
function boundedReferences(limit: number): Record<string, Reference> {
  let left = limit
  return new Proxy<Record<string, Reference>>(Object.create(null), {
    get(known, label) {
      const reference = known[label as string]
      if (!reference) return undefined
      left -= reference.href.length + reference.title.length
      return left < 0 ? undefined : reference
    },
  })
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function plainText(source: string): string {
  const escaped = source.trim().replace(/[&<>]/g, (character) => escapes[character] as string)
  return `<p>${escaped.replaceAll('\n', '<br />\n')}</p>`
}
