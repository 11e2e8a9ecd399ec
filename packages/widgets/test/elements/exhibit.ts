/** An element as the tests of all elements show it: with what it needs, and in each of its states. */
import type { PersonId } from '@deskhand/testing'
import { render, type TemplateResult } from 'lit'
import { expect } from 'vitest'
import type { TestDesk } from '../support/desk.ts'
import type { Faults } from '../support/desk-server/desk.ts'
import { html, type Mounted, type MountOptions, mount, settled } from '../support/mount.ts'

export interface State {
  /** What goes wrong from when the session is there, before the element is. */
  readonly faults?: Faults
  /** In place of the exhibit's. */
  readonly person?: PersonId
  readonly template?: () => TemplateResult
  /** What somebody does to get there. */
  act?(page: Mounted): unknown
  /** Tells that the state is there. */
  shows(page: Mounted): unknown
}

/** The states that an element may have besides the first one. */
type StateName = 'loading' | 'empty' | 'error' | 'open'

export interface Exhibit {
  /** Who looks at it. Default `grace`. */
  readonly person?: PersonId
  readonly options?: MountOptions
  template(): TemplateResult
  /** Tells that it has all that it waited for. */
  shows(page: Mounted): unknown
  /** `undefined` where the element has no such state. */
  readonly states: Readonly<Record<StateName, State | undefined>>
  /** States of the parts that it is made of. */
  readonly more?: Readonly<Record<string, State>>
  /** What is done and read on the page with the strict policy; default: only that it is drawn. */
  readonly strict: {
    readonly html: string
    /** Properties of elements by their tag, as JSON has them. */
    readonly properties?: Readonly<Record<string, object>>
    readonly fill?: Readonly<Record<string, string>>
    readonly click?: readonly string[]
    readonly expectText: string
  }
}

const timeout = 60_000

/** Shows an element in its first state, or in another one. */
export async function enter(
  desk: TestDesk,
  exhibit: Exhibit,
  state: State = exhibit,
  options: MountOptions = {},
): Promise<Mounted> {
  const person = state.person ?? exhibit.person ?? 'grace'
  const page = await mount(html`<div id="stage"></div>`, {
    client: desk.client(person, { retries: 0 }),
    ...exhibit.options,
    ...options,
  })
  await desk.fail(state.faults ?? {})
  const content = (state.template ?? exhibit.template)()
  render(content, page.query('#stage') as HTMLElement)
  await settled(page.provider)
  const beginsReady = state.act && !state.faults && !state.template
  if (beginsReady) await expect.poll(() => exhibit.shows(page), { timeout }).toBeTruthy()
  await state.act?.(page)
  await expect.poll(() => state.shows(page), { timeout }).toBeTruthy()
  await settled(page.provider)
  return page
}
