/** Icons, drawn on 24 × 24 with a stroke of 1.75. Each is a function, so that unused ones are left out. */
import { html, type TemplateResult } from 'lit'

/** Beside a text, or in a button with an `aria-label`: never alone. */
export type Icon = () => TemplateResult

function icon(d: string, isMirrored = false): Icon {
  return () =>
    html`<svg
      class=${isMirrored ? 'icon mirrored' : 'icon'}
      viewBox="0 0 24 24"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d=${d} />
    </svg>`
}

export const alertIcon: Icon = /* @__PURE__ */ icon('M12 4 2.8 20h18.4zM12 10v4.5M12 17.4v.1')
export const arrowDownIcon: Icon = /* @__PURE__ */ icon('M12 5v14M6 13l6 6 6-6')
export const arrowUpIcon: Icon = /* @__PURE__ */ icon('M12 19V5M6 11l6-6 6 6')
export const backIcon: Icon = /* @__PURE__ */ icon('M19 12H5M11 6l-6 6 6 6', true)
export const boldIcon: Icon = /* @__PURE__ */ icon(
  'M7.5 5h5.2a3.4 3.4 0 0 1 0 6.8H7.5zM7.5 11.8h6a3.6 3.6 0 0 1 0 7.2h-6z',
)
export const checkIcon: Icon = /* @__PURE__ */ icon('M4.5 12.5 10 18 19.5 7')
export const chevronDownIcon: Icon = /* @__PURE__ */ icon('M6 9.5l6 6 6-6')
export const chevronLeftIcon: Icon = /* @__PURE__ */ icon('M14.5 6l-6 6 6 6', true)
export const chevronRightIcon: Icon = /* @__PURE__ */ icon('M9.5 6l6 6-6 6', true)
export const clockIcon: Icon = /* @__PURE__ */ icon(
  'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
)
export const closeIcon: Icon = /* @__PURE__ */ icon('M6 6l12 12M18 6 6 18')
export const codeIcon: Icon = /* @__PURE__ */ icon('M8.5 7 3.5 12l5 5M15.5 7l5 5-5 5')
export const copyIcon: Icon = /* @__PURE__ */ icon('M9 9h10.5v10.5H9zM15 9V4.5H4.5V15H9')
export const downloadIcon: Icon = /* @__PURE__ */ icon('M12 4v11M7 10.5l5 5 5-5M4.5 20h15')
export const editIcon: Icon = /* @__PURE__ */ icon(
  'M4 20l1-4.5L16 4.5l3.5 3.5-11 11zM13.5 7l3.5 3.5',
)
export const externalIcon: Icon = /* @__PURE__ */ icon(
  'M13 4h7v7M20 4l-9.5 9.5M18 14v6H4V6h6',
  true,
)
export const eyeIcon: Icon = /* @__PURE__ */ icon(
  'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.3a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4z',
)
export const fileIcon: Icon = /* @__PURE__ */ icon('M13.5 3H6v18h12V7.5zM13.5 3v4.5H18')
export const filterIcon: Icon = /* @__PURE__ */ icon('M4 6.5h16M7 12h10M10 17.5h4')
export const helpIcon: Icon = /* @__PURE__ */ icon(
  'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.6 9.6a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.8M12 16.6v.1',
)
export const imageIcon: Icon = /* @__PURE__ */ icon(
  'M4 5h16v14H4zM4 16l4.5-4.5L14 17M13 14l2.5-2.5L20 16M15.5 8.5v.1',
)
export const inboxIcon: Icon = /* @__PURE__ */ icon(
  'M4 13.5 6.5 5h11l2.5 8.5V19H4zM4 13.5h4.5l1.3 2.5h4.4l1.3-2.5H20',
)
export const infoIcon: Icon = /* @__PURE__ */ icon(
  'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5M12 7.9v.1',
)
export const italicIcon: Icon = /* @__PURE__ */ icon('M10 5h7M7 19h7M13.8 5l-3.6 14')
export const keyboardIcon: Icon = /* @__PURE__ */ icon(
  'M3 6.5h18v11H3zM6.5 10v.01M10 10v.01M14 10v.01M17.5 10v.01M7.5 14h9',
)
export const linkIcon: Icon = /* @__PURE__ */ icon(
  'M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.1-1.1',
)
export const listIcon: Icon = /* @__PURE__ */ icon(
  'M9.5 6.5h10M9.5 12h10M9.5 17.5h10M5 6.5h.01M5 12h.01M5 17.5h.01',
  true,
)
export const lockIcon: Icon = /* @__PURE__ */ icon('M6 11h12v9H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11')
export const mailIcon: Icon = /* @__PURE__ */ icon('M3.5 6h17v12.5h-17zM4 7l8 6.5L20 7')
export const mergeIcon: Icon = /* @__PURE__ */ icon(
  'M7 4v4c0 3 5 4 5 8v4M17 4v4c0 3-5 4-5 8M8.5 16.5 12 20l3.5-3.5',
)
export const messageIcon: Icon = /* @__PURE__ */ icon('M4 5h16v11.5h-9L7 20v-3.5H4z')
export const moonIcon: Icon = /* @__PURE__ */ icon(
  'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z',
)
export const moreIcon: Icon = /* @__PURE__ */ icon(
  'M5.5 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2zM12 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2zM18.5 11.4a.6.6 0 1 0 0 1.2.6.6 0 0 0 0-1.2z',
)
export const noteIcon: Icon = /* @__PURE__ */ icon(
  'M5 4h14v10l-5 6H5zM19 14h-5v6M8.5 8.5h7M8.5 12h4',
)
export const paperclipIcon: Icon = /* @__PURE__ */ icon(
  'M19.5 11.5 12 19a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.6 1.6 0 0 1-2.2-2.2l7.3-7.3',
)
export const numbersIcon: Icon = /* @__PURE__ */ icon(
  'M10 6.5h9.5M10 12h9.5M10 17.5h9.5M4.5 5.5 5.7 5v3.6M4.4 15.8c.3-.7 1.9-.8 1.9.3 0 .8-1.2 1.2-1.9 2.2h2',
)
export const pauseIcon: Icon = /* @__PURE__ */ icon('M8.5 5.5v13M15.5 5.5v13')
export const plusIcon: Icon = /* @__PURE__ */ icon('M12 5v14M5 12h14')
export const quoteIcon: Icon = /* @__PURE__ */ icon(
  'M9.8 7C6.8 7.8 5 9.8 5 12.8V17h5v-5H6.8M18.8 7C15.8 7.8 14 9.8 14 12.8V17h5v-5h-3.2',
)
export const refreshIcon: Icon = /* @__PURE__ */ icon(
  'M20 5v5h-5M4 19v-5h5M19.5 10A8 8 0 0 0 5.6 7.2M4.5 14a8 8 0 0 0 13.9 2.8',
)
export const replyIcon: Icon = /* @__PURE__ */ icon(
  'M9.5 6 4 11.5 9.5 17M4 11.5h9a7 7 0 0 1 7 7',
  true,
)
export const searchIcon: Icon = /* @__PURE__ */ icon(
  'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20',
)
export const shieldIcon: Icon = /* @__PURE__ */ icon(
  'M12 3.5 5 6v5.5c0 4.3 2.8 7.4 7 9 4.2-1.6 7-4.7 7-9V6zM12 9v3.5M12 15.6v.1',
)
export const sendIcon: Icon = /* @__PURE__ */ icon('M4.5 4.5 20 12 4.5 19.5 7 12zM7 12h6', true)
export const settingsIcon: Icon = /* @__PURE__ */ icon(
  'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM9 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
)
export const sortIcon: Icon = /* @__PURE__ */ icon(
  'M8 4.5v15M4.5 16 8 19.5l3.5-3.5M16 19.5v-15M12.5 8 16 4.5 19.5 8',
)
export const sunIcon: Icon = /* @__PURE__ */ icon(
  'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
)
export const tagIcon: Icon = /* @__PURE__ */ icon('M4 4h8l8.5 8.5-8 8L4 12zM8 8v.1')
export const trashIcon: Icon = /* @__PURE__ */ icon(
  'M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l1 14h9l1-14M10.3 10.5v6M13.7 10.5v6',
)
export const undoIcon: Icon = /* @__PURE__ */ icon(
  'M8.5 5 4 9.5 8.5 14M4 9.5h10.5a5 5 0 0 1 0 10H9',
  true,
)
export const uploadIcon: Icon = /* @__PURE__ */ icon('M12 16V5M7 9.5l5-5 5 5M4.5 20h15')
export const userIcon: Icon = /* @__PURE__ */ icon(
  'M12 4.5a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6zM4.5 20c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5',
)
export const usersIcon: Icon = /* @__PURE__ */ icon(
  'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 19.5c.5-3.3 3-5 6.5-5s6 1.7 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M17.8 14.9c2 .7 3.3 2.2 3.7 4.6',
)
