/**
 * Whether the key belongs to an input method, for example Enter that accepts a Japanese word. Every key handler
 * ignores such keys, also those of a plugin's elements. Safari ends the composition before the `keydown` of Enter, so `isComposing` is false there, and
 * only the key code tells.
 *
 * @see https://w3c.github.io/uievents/#determine-keydown-keyup-keyCode (an input method sets keyCode 229)
 */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}
