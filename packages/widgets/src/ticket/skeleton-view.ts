import { html, type TemplateResult } from 'lit'

const lines = (...widths: readonly string[]) =>
  widths.map((width) => html`<span class="skeleton ${width}"></span>`)

/** The outlines of a ticket, as large as it will be. */
export function skeletonView(loading: string): TemplateResult {
  const message = html`<div class="message" data-kind="customer">
    <span class="skeleton round face"></span>
    <header><span class="skeleton word"></span></header>
    <div class="skeleton-text">${lines('', '', 'short')}</div>
  </div>`
  return html`<div class="layout" aria-busy="true">
    <p class="visually-hidden" role="status">${loading}</p>
    <div class="head">
      <div class="title"><span class="skeleton heading"></span></div>
      <div class="facts"><span class="skeleton word"></span></div>
    </div>
    <div class="details">
      ${Array.from({ length: 4 }, () => html`<div class="skeleton-row">${lines('word', 'word')}</div>`)}
    </div>
    <div class="body"><div class="conversation">${message}${message}</div></div>
  </div>`
}
