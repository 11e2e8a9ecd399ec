/** Markdown to safe HTML. The HTML of mails goes through `mail-html.ts`. There is no third way for HTML. */
import MarkdownIt from 'markdown-it'
import sanitizeHtml from 'sanitize-html'
import { createRenderer } from './parser.ts'

const render = createRenderer(MarkdownIt)

export const markdownPolicy = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code'],
    ...['strong', 'em', 's', 'a', 'ul', 'ol', 'li'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'title', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  transformTags: {
    a: sanitizeHtml.simpleTransform('a', { rel: 'nofollow noopener noreferrer ugc' }),
  },
} satisfies sanitizeHtml.IOptions

/**
 * Renders Markdown (CommonMark with tables, strikethrough, bare links and kept line breaks) to HTML that is safe to
 * show. Images, and links other than http, https, mailto and tel, are dropped. Raw HTML is shown as text. A text
 * that would become very large is shown as plain text: see `createRenderer`.
 */
export function renderMarkdown(source: string): string {
  return sanitizeHtml(render(source), markdownPolicy).trim()
}
