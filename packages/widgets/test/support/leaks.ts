import type { TemplateResult } from 'lit'
import { expect } from 'vitest'
import { cdp } from 'vitest/browser'
import { deepQuery, type MountOptions, mount } from './mount.ts'

/** Mounts and unmounts a page many times; afterwards none of its custom elements may be left. */
export async function expectNoLeak(
  make: () => TemplateResult,
  options: MountOptions = {},
  times = 200,
): Promise<void> {
  const seen: { readonly tag: string; readonly element: WeakRef<Element> }[] = []
  for (let round = 0; round < times; round += 1) {
    const page = await mount(make(), options)
    for (const element of deepQuery(page.provider, '*')) {
      if (element.localName.includes('-')) {
        seen.push({ tag: element.localName, element: new WeakRef(element) })
      }
    }
    seen.push({ tag: 'deskhand-provider', element: new WeakRef(page.provider) })
    page.unmount()
  }
  expect(seen.length).toBeGreaterThan(times)
  await expect.poll(() => survivors(seen), { interval: 250, timeout: 30_000 }).toEqual({})
}

async function survivors(
  seen: readonly { readonly tag: string; readonly element: WeakRef<Element> }[],
): Promise<Record<string, number>> {
  await cdp().send('HeapProfiler.collectGarbage')
  const alive: Record<string, number> = {}
  for (const { tag, element } of seen) {
    if (element.deref()) alive[tag] = (alive[tag] ?? 0) + 1
  }
  // The engine may hold on to the last page, as the one that had the focus or was drawn last.
  return Object.fromEntries(Object.entries(alive).filter(([, count]) => count > 2))
}
