/** A shape for each state and priority, so that none is told by its colour alone. */
import type { Priority, Status } from '@deskhand/core/client'
import { svg, type TemplateResult } from 'lit'

function shape(content: TemplateResult): TemplateResult {
  return svg`<svg class="shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">${content}</svg>`
}

const ring = svg`<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5"/>`

export const statusShapes: Readonly<Record<Status, TemplateResult>> = {
  new: shape(
    svg`<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2 1.73"/>`,
  ),
  open: shape(ring),
  in_progress: shape(svg`${ring}<path d="M6 3a3 3 0 0 1 0 6z" fill="currentColor"/>`),
  pending: shape(
    svg`${ring}<path d="M6 3.6V6l1.6 1" fill="none" stroke="currentColor" stroke-width="1.25" stroke-linecap="round"/>`,
  ),
  on_hold: shape(
    svg`${ring}<path d="M4.9 4.4v3.2M7.1 4.4v3.2" stroke="currentColor" stroke-width="1.25" stroke-linecap="round"/>`,
  ),
  resolved: shape(
    svg`<circle cx="6" cy="6" r="5.5" fill="currentColor"/><path class="knockout" d="M3.7 6.2 5.3 7.8l3-3.5" fill="none" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"/>`,
  ),
  closed: shape(
    svg`<circle cx="6" cy="6" r="5.5" fill="currentColor"/><path class="knockout" d="M4.2 4.2l3.6 3.6M7.8 4.2 4.2 7.8" fill="none" stroke-width="1.4" stroke-linecap="round"/>`,
  ),
}

function bars(filled: number): TemplateResult {
  return shape(
    svg`${[0, 1, 2].map(
      (bar) =>
        svg`<rect x=${1 + bar * 3.75} y=${7.5 - bar * 2.75} width="2.5" height=${3.5 + bar * 2.75} rx="0.75" fill="currentColor" opacity=${bar < filled ? 1 : 0.3}/>`,
    )}`,
  )
}

export const priorityShapes: Readonly<Record<Priority, TemplateResult>> = {
  low: bars(1),
  normal: bars(2),
  high: bars(3),
  urgent: shape(
    svg`<rect x="0.5" y="0.5" width="11" height="11" rx="2.5" fill="currentColor"/><path class="knockout" d="M6 3v3.4M6 8.8v.1" fill="none" stroke-width="1.6" stroke-linecap="round"/>`,
  ),
}
