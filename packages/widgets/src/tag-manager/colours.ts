/** Colours of tags: the palette, and the text colour that the server will choose for each. */
import type { Tag } from '@deskhand/plugin-tags/client'
import type { ColourName } from './look-terms.ts'

export const palette: Readonly<Record<ColourName, string>> = {
  red: '#b91c1c',
  orange: '#c2410c',
  amber: '#a16207',
  lime: '#4d7c0f',
  green: '#15803d',
  teal: '#0f766e',
  sky: '#0369a1',
  blue: '#1d4ed8',
  violet: '#6d28d9',
  fuchsia: '#a21caf',
  pink: '#be185d',
  slate: '#475569',
}

export interface TextOn {
  readonly textColour: Tag['textColour']
  /** The contrast ratio of WCAG 2, from 4.58 to 21. */
  readonly contrast: number
}

/** Black or white on `#rrggbb`, whichever is easier to read. */
export function textOn(colour: string): TextOn {
  const light = luminance(colour)
  const onBlack = (light + 0.05) / 0.05
  const onWhite = 1.05 / (light + 0.05)
  return onBlack >= onWhite
    ? { textColour: '#000000', contrast: onBlack }
    : { textColour: '#ffffff', contrast: onWhite }
}

/** Relative luminance (WCAG 2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
