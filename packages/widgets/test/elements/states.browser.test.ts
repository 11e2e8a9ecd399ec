/**
 * Every element in every state it has: accessible in light and dark, on 320 pixels, from right to left,
 * and in forced colours. A new element is added to the exhibits, or this fails.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { page as browser } from 'vitest/browser'
import '../../src/all.ts'
import { expectAccessible, forceColours } from '../support/axe.ts'
import { expectFocusIsShown, expectReflow, rightToLeft } from '../support/layout.ts'
import { deepQuery, type Mounted } from '../support/mount.ts'
import { enter, type State } from './exhibit.ts'
import { allTags, openExhibits, publicTags } from './exhibits.ts'

const { desk, exhibits } = await openExhibits()

/** Elements and parts that were on a page while it was checked. */
const checked = new Set<string>()

async function check(page: Mounted): Promise<void> {
  for (const { localName } of deepQuery(page.provider, '*')) checked.add(localName)
  checked.add(page.provider.localName)
  await expectAccessible(page)
}

beforeEach(() => browser.viewport(1280, 800))
afterEach(async () => {
  await desk.fail({})
  await browser.viewport(1024, 768)
  localStorage.clear()
})

describe.each(Object.entries(exhibits))('%s', (_tag, exhibit) => {
  const others: Readonly<Record<string, State | undefined>> = {
    ...exhibit.states,
    ...exhibit.more,
  }
  const states = Object.entries(others).filter(([, state]) => state !== undefined)

  it('is accessible, fits 320 pixels, and shows where the focus is', async () => {
    const page = await enter(desk, exhibit)
    await check(page)
    await expectReflow(page)
    await browser.viewport(1280, 800)
    await forceColours()
    await expectFocusIsShown(page)
  })

  it('is mirrored where people read from right to left', async () => {
    const page = await enter(desk, exhibit, exhibit, rightToLeft)
    const element = page.query(`#stage > :first-child`)
    expect(element && getComputedStyle(element).direction).toBe('rtl')
    await expectReflow(page)
  })

  it.each(states)('is accessible and fits 320 pixels: %s', async (_name, state) => {
    const page = await enter(desk, exhibit, state)
    await check(page)
    await expectReflow(page)
  })
})

describe('the exhibits', () => {
  it('are all elements that there are', () => {
    expect(Object.keys(exhibits).sort()).toEqual([...publicTags].sort())
  })

  it('show every part that an element is made of', () => {
    expect(allTags.filter((tag) => !checked.has(tag))).toEqual([])
  })
})
