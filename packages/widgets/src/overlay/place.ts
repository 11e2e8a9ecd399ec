/** Where a panel goes that belongs to a button: below it, or above when there is more room. */

const gap = 4
const margin = 8

export interface Box {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** Viewport coordinates in pixels. */
export function place(
  anchor: Box,
  panel: Size,
  viewport: Size,
  align: 'start' | 'end',
  isRightToLeft: boolean,
): { top: number; left: number } {
  const below = viewport.height - anchor.bottom - gap - margin
  const above = anchor.top - gap - margin
  const isBelow = panel.height <= below || below >= above
  const top = isBelow ? anchor.bottom + gap : anchor.top - gap - Math.min(panel.height, above)
  const isLeft = (align === 'start') !== isRightToLeft
  const left = isLeft ? anchor.left : anchor.right - panel.width
  const last = Math.max(margin, viewport.width - panel.width - margin)
  return { top: Math.max(margin, top), left: Math.min(Math.max(margin, left), last) }
}
