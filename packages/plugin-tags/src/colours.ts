/** Colours of tags, and the text colour that can be read on each. */

const palette = [
  ...['#b91c1c', '#c2410c', '#a16207', '#4d7c0f', '#15803d', '#0f766e'],
  ...['#0369a1', '#1d4ed8', '#6d28d9', '#a21caf', '#be185d', '#475569'],
] as const

export type TextColour = '#000000' | '#ffffff'

/** `#RGB` or `#RRGGBB`. */
export const hexColour = /^#(?:[\da-f]{3}|[\da-f]{6})$/i

/** `#RGB` and `#RRGGBB` as `#rrggbb`. */
export function normaliseColour(colour: string): string {
  const digits = colour.slice(1).toLowerCase()
  return digits.length === 3
    ? `#${[...digits].map((digit) => digit + digit).join('')}`
    : colour.toLowerCase()
}

/** The colour of a tag that nobody chose one for: always the same for a name. */
export function colourFor(nameKey: string): string {
  let hash = 0
  for (const letter of nameKey) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return palette[hash % palette.length] ?? palette[0]
}

/** Black or white, whichever is easier to read. One of them always has a contrast of 4.5 or more. */
export function textColourOn(colour: string): TextColour {
  return contrast(colour, '#000000') >= contrast(colour, '#ffffff') ? '#000000' : '#ffffff'
}

/** The contrast ratio of WCAG 2, from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((from) => {
    const part = Number.parseInt(colour.slice(from, from + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
