/** What a composer and a form say in the same way. */
import { css, html, nothing, type TemplateResult } from 'lit'
import { alertIcon, paperclipIcon, undoIcon } from '../icons/icons.ts'
import type { Session } from '../session/session.ts'
import type { commonTerms } from '../terms/common.ts'
import type { sendingTerms } from './terms.ts'

/** A draft came back; it can be thrown away. */
export function restoredView(
  { draftRestored, discard }: typeof sendingTerms.en,
  onDiscard: () => void,
): TemplateResult {
  return html`<p class="line" role="status">
    ${undoIcon()}${draftRestored}
    <button type="button" class="link" @click=${onDiscard}>${discard}</button>
  </p>`
}

export function failureView(what: string, why: string): TemplateResult {
  return html`<div class="failure" role="alert">
    ${alertIcon()}
    <p><strong>${what}</strong> ${why}</p>
  </div>`
}

/** Over everything, while files hover there. */
export function dropView(isOver: boolean, text: string): unknown {
  if (!isOver) return nothing
  return html`<div class="drop"><span>${paperclipIcon()}${text}</span></div>`
}

/** Before somebody is known to be signed in: as large as what comes then, given by `bars`. */
export function waitingView(
  session: Session | undefined,
  terms: typeof commonTerms.en,
  bars: readonly ('line' | 'input' | 'text')[],
): unknown {
  if (!session) return nothing
  if (session.status === 'signed-out') return html`<p class="notice">${terms.signedOut}</p>`
  if (session.status === 'unavailable') return html`<p class="notice">${terms.serverFailed}</p>`
  return html`<div class="waiting" role="status" aria-busy="true">
    <span class="visually-hidden">${terms.loading}</span>
    ${bars.map((size) => html`<span class="skeleton" data-size=${size}></span>`)}
  </div>`
}

export const sendingStyles = css`
  :host {
    position: relative;
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-1) var(--deskhand-space-2);
    min-block-size: 24px;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .failure {
    display: flex;
    align-items: start;
    gap: var(--deskhand-space-2);
    padding: var(--deskhand-space-2) var(--deskhand-space-3);
    border: 1px solid color-mix(in srgb, var(--deskhand-color-red) 45%, transparent);
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-red-soft);
    color: var(--deskhand-color-red);
    font-size: var(--deskhand-font-size-sm);
  }

  .failure .icon {
    margin-block-start: 2px;
  }

  .failure strong {
    font-weight: var(--deskhand-font-weight-medium);
  }

  .drop {
    position: absolute;
    inset: 0;
    z-index: 1;
    display: grid;
    place-items: center;
    border: 2px dashed var(--deskhand-color-accent);
    border-radius: var(--deskhand-radius-md);
    background: color-mix(in srgb, var(--deskhand-color-accent-soft) 92%, transparent);
    color: var(--deskhand-color-accent);
    font-weight: var(--deskhand-font-weight-medium);
    pointer-events: none;
  }

  .drop span {
    display: inline-flex;
    align-items: center;
    gap: var(--deskhand-space-2);
  }

  .waiting {
    display: grid;
    gap: var(--deskhand-space-4);
  }

  .skeleton[data-size] {
    margin: 0;
    border-radius: var(--deskhand-radius-md);
  }

  .skeleton[data-size='line'] {
    inline-size: 40%;
    block-size: 24px;
  }

  .skeleton[data-size='input'] {
    block-size: 56px;
  }

  .skeleton[data-size='text'] {
    block-size: 126px;
  }
`
