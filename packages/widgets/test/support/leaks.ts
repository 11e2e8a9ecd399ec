import { nothing, render, type TemplateResult } from 'lit'
import { expect } from 'vitest'
import { cdp } from 'vitest/browser'
import { deepQuery, html, type Mounted, type MountOptions, mount, settled } from './mount.ts'

interface Seen {
  readonly tag: string
  readonly element: WeakRef<Element>
}

/**
 * Puts elements on a page whose session goes on, and takes them off again, many times; afterwards none
 * of them may be left. Some are taken off as they load, and with `isReady` some when they have all.
 */
export async function expectNoLeak(
  make: () => TemplateResult,
  options: MountOptions = {},
  isReady?: (page: Mounted) => unknown,
): Promise<void> {
  const page = await mount(html`<div id="stage"></div>`, options)
  const stage = page.query('#stage') as HTMLElement
  const seen: Seen[] = []
  for (let round = 0; round < times; round += 1) {
    render(make(), stage)
    await settled(page.provider)
    if (isReady && round % 40 === 0) {
      // As a yes or no: what is compared is kept.
      await expect.poll(() => Boolean(isReady(page)), { timeout: 60_000 }).toBe(true)
    }
    remember(seen, stage)
    render(nothing, stage)
  }
  await expectGone(seen)
}

/** The same of whole pages, each with a provider and a session of its own. */
export async function expectNoLeakOfPages(
  make: () => TemplateResult,
  options: MountOptions = {},
): Promise<void> {
  const seen: Seen[] = []
  for (let round = 0; round < times; round += 1) {
    const page = await mount(make(), options)
    remember(seen, page.provider.parentElement as HTMLElement)
    page.unmount()
  }
  await expectGone(seen)
}

const times = 200

function remember(seen: Seen[], root: HTMLElement): void {
  for (const element of deepQuery(root, '*')) {
    if (!element.localName.includes('-')) continue
    seen.push({ tag: element.localName, element: new WeakRef(element) })
  }
}

async function expectGone(seen: readonly Seen[]): Promise<void> {
  expect(seen.length).toBeGreaterThanOrEqual(times)
  await expect.poll(() => survivors(seen), { interval: 250, timeout: 60_000 }).toEqual({})
}

async function survivors(seen: readonly Seen[]): Promise<Record<string, number>> {
  await cdp().send('HeapProfiler.collectGarbage')
  const alive: Record<string, number> = {}
  for (const { tag, element } of seen) {
    if (element.deref()) alive[tag] = (alive[tag] ?? 0) + 1
  }
  // The engine may hold on to the last page, as the one that had the focus or was drawn last.
  return Object.fromEntries(
    Object.entries(alive).filter(([tag, count]) => count > allowed(tag, seen)),
  )
}

/** Two of what stood on the page once, and all that the last page had of what stood there often. */
function allowed(tag: string, seen: readonly Seen[]): number {
  const perRound = seen.filter((one) => one.tag === tag).length / times
  return Math.max(2, Math.ceil(perRound) * 2)
}
