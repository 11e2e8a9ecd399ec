/** A state told by text, shape and colour. */
import { alertIcon, checkIcon, clockIcon } from '@deskhand/widgets'
import { css, html, type TemplateResult } from 'lit'
import type { SlaState } from '../types.ts'

const icons = { 'on-track': clockIcon, 'at-risk': clockIcon, breached: alertIcon, met: checkIcon }

export function slaState(state: SlaState, text: string): TemplateResult {
  return html`<span class="state" data-state=${state}>${icons[state]()}${text}</span>`
}

export const slaStateStyles = css`
  .state {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
    white-space: nowrap;
  }

  .state .icon {
    inline-size: 14px;
    block-size: 14px;
  }

  [data-state='at-risk'] {
    color: var(--deskhand-color-amber);
    font-weight: var(--deskhand-font-weight-medium);
  }

  [data-state='breached'] {
    color: var(--deskhand-color-red);
    font-weight: var(--deskhand-font-weight-medium);
  }

  [data-state='met'] {
    color: var(--deskhand-color-green);
  }
`

/** One line where there is room, as in a card; two in a column of a table. */
export const slaColumnStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    line-height: 1.4;
  }

  deskhand-time {
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-xs);
  }
`
