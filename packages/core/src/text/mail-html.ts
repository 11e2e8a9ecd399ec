/** Sanitises the HTML of mails: keeps text and structure, drops styles. */
import sanitizeHtml from 'sanitize-html'
import { markdownPolicy } from './markdown.ts'

/** The limit in characters, before and after sanitising. */
export const mostHtml = 262_144

/** Deeper tags are dropped, and their text stays. */
const deepestTag = 100

/** The parser scans all open tags for each tag, so hostile HTML would take seconds without this limit. */
const mostOpenTags = 1_000

class TooManyOpenTags extends Error {}

const link = markdownPolicy.transformTags.a
/** An `a` without an address is the target of a link within the mail. */
const anchor = { tagName: 'span', attribs: {} }

const policy: sanitizeHtml.IOptions = {
  ...markdownPolicy,
  allowedTags: [
    ...markdownPolicy.allowedTags,
    ...['div', 'span', 'u', 'small', 'sub', 'sup', 'tfoot', 'caption', 'dl', 'dt', 'dd'],
  ],
  allowedAttributes: {
    ...markdownPolicy.allowedAttributes,
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan'],
  },
  transformTags: {
    a: (_name, attribs) => (attribs.href === undefined ? anchor : link('a', attribs)),
    b: 'strong',
    i: 'em',
    strike: 's',
    del: 's',
    center: 'div',
    td: smallSpans,
    th: smallSpans,
  },
  // Their text is not part of the message. The parser would parse the content of an iframe once for each level.
  nonTextTags: ['script', 'style', 'textarea', 'option', 'xmp', 'title', 'iframe'],
  nestingLimit: deepestTag,
}

/**
 * Sanitises the HTML of a mail: what Markdown may become, and harmless structure such as `div` and cells
 * that span others. Styles, classes, ids, images and forms are dropped; schemes are those of Markdown.
 *
 * Returns '' when no text is left, and `null` when more than 1 000 tags are open at once or more than
 * 262 144 characters are left. Up to that length it takes a fraction of a second.
 */
export function sanitiseMail(html: string): string | null {
  const safe = sanitised(html)
  if (safe === null || safe.length > mostHtml) return null
  return /\S/.test(safe.replace(/<[^>]*>/g, '')) ? safe : ''
}

function sanitised(html: string): string | null {
  let open = 0
  const onOpenTag = () => {
    open += 1
    if (open > mostOpenTags) throw new TooManyOpenTags()
  }
  const onCloseTag = () => {
    open -= 1
  }
  try {
    return sanitizeHtml(html, { ...policy, onOpenTag, onCloseTag }).trim()
  } catch (error) {
    if (error instanceof TooManyOpenTags) return null
    throw error
  }
}

/** A cell spans at most 99 others: browsers lay out a grid of any size that the attribute names. */
function smallSpans(tagName: string, attribs: sanitizeHtml.Attributes) {
  const spans = Object.entries(attribs).filter(([, value]) => /^[1-9]\d?$/.test(value))
  return { tagName, attribs: Object.fromEntries(spans) }
}
