import { describe, expect, it } from 'vitest'
import { place } from './place.ts'

const viewport = { width: 400, height: 300 }
const button = (top: number, left: number) => ({ top, bottom: top + 30, left, right: left + 80 })
const small = { width: 120, height: 100 }

describe('a panel', () => {
  it.each([
    ['below its button', button(20, 50), small, 'start', false, { top: 54, left: 50 }],
    [
      'above it near the end of the page',
      button(250, 50),
      small,
      'start',
      false,
      { top: 146, left: 50 },
    ],
    ['at the other edge', button(20, 150), small, 'end', false, { top: 54, left: 110 }],
    ['mirrored from right to left', button(20, 150), small, 'start', true, { top: 54, left: 110 }],
    ['mirrored at the other edge', button(20, 150), small, 'end', true, { top: 54, left: 150 }],
    ['inside of the page', button(20, 350), small, 'start', false, { top: 54, left: 272 }],
    ['inside of the page on the left', button(20, 0), small, 'end', false, { top: 54, left: 8 }],
    [
      'where there is more room when it fits nowhere',
      button(100, 50),
      { width: 120, height: 900 },
      'start',
      false,
      { top: 134, left: 50 },
    ],
  ] as const)('goes %s', (_, anchor, panel, align, isRightToLeft, expected) => {
    expect(place(anchor, panel, viewport, align, isRightToLeft)).toEqual(expected)
  })
})
