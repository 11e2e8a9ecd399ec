/** The icons a tag may have, drawn on 24 × 24 with a stroke, as all icons here. */
import type { TagIcon } from '@deskhand/plugin-tags/client'
import { html, nothing, type TemplateResult } from 'lit'

const paths: Readonly<Record<TagIcon, string>> = {
  alert: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8v4.5M12 16v.1',
  bell: 'M5.5 17.5h13l-1.5-3V10a5 5 0 0 0-10 0v4.5zM10 20.5h4',
  bolt: 'M13.5 3 5 13.5h6L10 21l9-11h-6z',
  book: 'M12 6.5C10 5 7 4.8 4 5v13.5c3-.2 6 0 8 1.5 2-1.5 5-1.7 8-1.5V5c-3-.2-6 0-8 1.5zM12 6.5V20',
  bug: 'M8 9.5a4 4 0 0 1 8 0V15a4 4 0 0 1-8 0zM8.5 12.5h7M4 8l4 2M20 8l-4 2M3.5 13.5H8M20.5 13.5H16M4.5 19.5 8.4 17M19.5 19.5 15.6 17M9.5 3.5l1 2M14.5 3.5l-1 2',
  calendar: 'M4 5.5h16v15H4zM4 10h16M8.5 3v4.5M15.5 3v4.5',
  cart: 'M3 4h2.5l2.3 11h10.4L20.5 7.5H6.2M9 19.5v.1M17 19.5v.1',
  chat: 'M4 5h16v11.5h-9L7 20v-3.5H4z',
  check: 'M4.5 12.5 10 18 19.5 7',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  cloud: 'M7 18.5a4 4 0 0 1-.4-8 5.5 5.5 0 0 1 10.7-.8 4.4 4.4 0 0 1-.3 8.8z',
  code: 'M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5',
  'credit-card': 'M3 5.5h18v13H3zM3 10h18M6.5 14.5h4',
  database:
    'M12 3.5c4.4 0 7 1.2 7 2.7S16.4 9 12 9 5 7.7 5 6.2s2.6-2.7 7-2.7zM5 6.2V18c0 1.5 2.6 2.7 7 2.7s7-1.2 7-2.7V6.2M5 12c0 1.5 2.6 2.7 7 2.7s7-1.2 7-2.7',
  flag: 'M5.5 21V4M5.5 4.5h13l-3 4.5 3 4.5h-13',
  flame:
    'M12 3c.5 3.5 5.5 5.5 5.5 11a5.5 5.5 0 0 1-11 0c0-2 1-3.5 2-4.5.3 1.5 1 2.2 2 2.5C10 9 10.5 5.5 12 3z',
  gift: 'M4 8.5h16v4H4zM5.5 12.5h13v8h-13zM12 8.5v12M12 8.5C9 8.5 7 7.5 7.5 5.5S11.5 4.5 12 8.5c.5-4 4-5 4.5-3s-1.5 3-4.5 3z',
  globe:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17',
  heart:
    'M12 20C7 16 3.5 13 3.5 9.2A4.2 4.2 0 0 1 12 7.5a4.2 4.2 0 0 1 8.5 1.7C20.5 13 17 16 12 20z',
  home: 'M3.5 11.5 12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20',
  key: 'M8 11a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11.2 12.3 20 3.5M16 7.5l3 3',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.1',
  lock: 'M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  mail: 'M3.5 6h17v12.5h-17zM4 7l8 6.5L20 7',
  map: 'M3.5 6.5 9 4l6 2.5L20.5 4v13.5L15 20l-6-2.5L3.5 20zM9 4v13.5M15 6.5V20',
  megaphone: 'M4 10v4h3l9 4.5v-13L7 10zM8 14.5l1.5 5.5h2.3L10.5 16M19 10.5v3',
  phone:
    'M5 4h4l1.5 5-2 1.5a11 11 0 0 0 5 5l1.5-2 5 1.5v4a1.5 1.5 0 0 1-1.5 1.5A15.5 15.5 0 0 1 3.5 5.5 1.5 1.5 0 0 1 5 4z',
  pin: 'M12 21c-4.5-5-7-8-7-11a7 7 0 0 1 14 0c0 3-2.5 6-7 11zM12 7.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  rocket:
    'M12 15.5 8.5 12c1-4.5 4-8 10.5-8.5C18.5 10 15 13 10.5 15.5M9 11.5H5.5L8 7.5h3M12.5 15v3.5L16.5 16v-3M6.5 15.5C5 16.5 4.5 18 4.5 19.5c1.5 0 3-.5 4-2',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.8 7.4 7 9 4.2-1.6 7-4.7 7-9V6z',
  star: 'M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z',
  tag: 'M4 4h8l8.5 8.5-8 8L4 12zM8 8v.1',
  'thumbs-up':
    'M7.5 11 11 3.5a2 2 0 0 1 2 2V9h5a1.5 1.5 0 0 1 1.5 1.8l-1.3 7A1.5 1.5 0 0 1 16.7 19H7.5M7.5 11v8H4v-8z',
  tool: 'M20 7.5a4.5 4.5 0 0 1-6 4.7L7.5 19A2 2 0 0 1 4.6 16.1L11.3 9.5A4.5 4.5 0 0 1 16.5 4L14 6.5l.5 3 3 .5z',
  truck:
    'M2.5 6h11v10.5h-11zM13.5 9.5H18l3.5 3.5v3.5h-8M7 16.5a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM17 16.5a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  user: 'M12 4.5a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5',
  users:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19.5c.5-3.3 3-5 6.5-5s6 1.7 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.8 14.9c2 .7 3.3 2.2 3.7 4.6',
  warning: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.4v.1',
  wifi: 'M2.5 9.5a13.5 13.5 0 0 1 19 0M5.5 13a9.2 9.2 0 0 1 13 0M8.7 16.3a4.7 4.7 0 0 1 6.6 0M12 19.5v.1',
}

/** All names, in the order in which they are offered. */
export const tagIconNames = Object.keys(paths) as readonly TagIcon[]

/** Nothing for none, and for one that a newer server knows. */
export function tagShape(
  icon: TagIcon | null | undefined,
  size = 12,
): TemplateResult | typeof nothing {
  const d = icon && paths[icon]
  if (!d) return nothing
  return html`<svg
    class="tag-shape"
    viewBox="0 0 24 24"
    width=${size}
    height=${size}
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d=${d} />
  </svg>`
}
