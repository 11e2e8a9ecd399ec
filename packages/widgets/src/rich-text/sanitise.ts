import type { Config, DOMPurify } from 'dompurify'

/** The tags and attributes that the server's own sanitiser lets through. */
const config = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code'],
    ...['strong', 'em', 's', 'ul', 'ol', 'li', 'a'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ...['div', 'span', 'u', 'small', 'sub', 'sup', 'tfoot', 'caption', 'dl', 'dt', 'dd'],
  ],
  ALLOWED_ATTR: ['href', 'title', 'start', 'colspan', 'rowspan'],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel):/i,
  // Else they would have to be addresses, too.
  ADD_URI_SAFE_ATTR: ['start', 'colspan', 'rowspan'],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} as const satisfies Config

let purifier: Promise<DOMPurify> | undefined

/** Loads DOMPurify, once. Asked for early, it is there when the first text is. */
export function loadPurifier(): Promise<DOMPurify> {
  purifier ??= import('dompurify').then(({ default: purify }) => purify)
  purifier.catch(() => {
    purifier = undefined
  })
  return purifier
}

/**
 * HTML as a fragment, with nothing in it that could run, load or cover anything; links open elsewhere and
 * tell nobody where they were clicked. The server has done the same before.
 */
export async function sanitise(html: string): Promise<DocumentFragment> {
  const purify = await loadPurifier()
  // DOMPurify types its answer by the options; this one is a fragment.
  const fragment = purify.sanitize(html, { ...config } as Config) as unknown as DocumentFragment
  for (const link of fragment.querySelectorAll('a')) {
    link.target = '_blank'
    link.rel = 'noopener noreferrer nofollow ugc'
  }
  for (const table of fragment.querySelectorAll('table')) {
    const frame = document.createElement('div')
    frame.className = 'scroll'
    table.replaceWith(frame)
    frame.append(table)
  }
  return fragment
}
