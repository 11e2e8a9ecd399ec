/** Narrow pages, and pages that run from right to left. */
import { expect } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { focusedElement } from '../../src/overlay/open-dialog.ts'
import { pseudoRightToLeft } from '../../src/terms/pseudo.ts'
import { deepQuery, type Mounted, type MountOptions, settled } from './mount.ts'

/** Options of `mount()`: terms that can't be read easily, from right to left. */
export const rightToLeft: MountOptions = { locale: 'ar-XB', translations: [pseudoRightToLeft] }

/** At 320 CSS pixels nothing sticks out and nothing has to be scrolled sideways (WCAG 1.4.10). */
export async function expectReflow({ provider }: Mounted, width = 320): Promise<void> {
  await page.viewport(width, 640)
  try {
    await new Promise(requestAnimationFrame)
    await settled(provider)
    const wide = () =>
      deepQuery<HTMLElement>(provider, '*').filter((element) => sticksOut(element, width))
    await expect.poll(() => wide().map(describeElement)).toEqual([])
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width)
  } finally {
    await page.viewport(1024, 768)
  }
}

/** Wherever Tab goes a ring of 2 pixels is drawn: around what has the focus, or what it stands in. */
export async function expectFocusIsShown({ provider }: Mounted, stops = 40): Promise<void> {
  const start = document.createElement('button')
  provider.before(start)
  start.focus()
  const told: string[] = []
  let stop = 0
  for (; stop < stops; stop += 1) {
    await userEvent.tab()
    const focused = focusedElement()
    if (!(focused instanceof HTMLElement) || !contains(provider, focused)) break
    if (!isRinged(focused)) told.push(describeElement(focused))
  }
  start.remove()
  expect(told).toEqual([])
  const controls = deepQuery<HTMLElement>(provider, 'a[href], button, input, textarea, select')
  expect(stop > 0).toBe(controls.some((one) => one.checkVisibility()))
}

/** Up to three elements around a field may tell it in its place, as the label of a hidden checkbox. */
function isRinged(focused: HTMLElement): boolean {
  // A browser's own button inside of a field has a ring of its own.
  if (!focused.matches(':focus-visible')) return true
  let element: Element | undefined = focused
  for (let level = 0; element && level < 4; level += 1) {
    const { outlineStyle, outlineWidth, borderWidth } = getComputedStyle(element)
    const width = Number.parseFloat(outlineWidth)
    // The border of a field is a part of its ring.
    const border = element.matches('.input') ? Number.parseFloat(borderWidth) : 0
    if (outlineStyle !== 'none' && width + border >= 2) return true
    element = parentOf(element)
  }
  return false
}

function contains(ancestor: Element, element: Element): boolean {
  for (let one: Element | undefined = element; one; one = parentOf(one)) {
    if (one === ancestor) return true
  }
  return false
}

/** Texts with words that are no terms, except the given ones, which are data. */
export function untranslated({ provider }: Mounted, data: readonly string[] = []): string[] {
  const texts = [provider, ...deepQuery(provider, '*')]
    .filter((element) => element.checkVisibility())
    .flatMap((element) => [...(element.shadowRoot?.childNodes ?? []), ...element.childNodes])
    .filter((node) => node instanceof Text)
    .map(({ data: text }) => text.trim())
  return texts.filter(
    (text) => /(?<![‮\p{L}\p{M}'’])\p{Script=Latin}{2}/u.test(text) && !data.includes(text),
  )
}

function sticksOut(element: HTMLElement, width: number): boolean {
  const { left, right, width: own } = element.getBoundingClientRect()
  if (own <= 1 || !element.checkVisibility() || (left >= -0.5 && right <= width + 0.5)) return false
  return !isInsideScroller(element)
}

function isInsideScroller(element: Element): boolean {
  for (let parent = parentOf(element); parent; parent = parentOf(parent)) {
    if (getComputedStyle(parent).overflowX !== 'visible') return true
  }
  return false
}

function parentOf(element: Element): Element | undefined {
  const root = element.getRootNode()
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : undefined)
}

function describeElement(element: HTMLElement): string {
  const { left, right } = element.getBoundingClientRect()
  return `${element.localName}.${element.className} from ${Math.round(left)} to ${Math.round(right)}`
}
