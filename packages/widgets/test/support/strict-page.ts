/** A page under the strictest policy that a host may have. */

import type { PersonId } from '@deskhand/testing'
import { inject } from 'vitest'
import { commands } from 'vitest/browser'
import type { TestDesk } from './desk.ts'

export interface StrictVisit {
  readonly desk: TestDesk
  readonly person: PersonId
  /** Goes into the provider, such as `<deskhand-ticket ticket-id="…"></deskhand-ticket>`. */
  readonly html: string
  /** Properties of the elements by their tag, as JSON has them. */
  readonly properties?: Readonly<Record<string, object>>
  /** Texts by the selectors of the fields that they are typed into, before anything is clicked. */
  readonly fill?: Readonly<Record<string, string>>
  /** Clicked one after the other; selectors of Playwright, which look into shadow trees. */
  readonly click?: readonly string[]
  /** Shown once the page has what it needs. */
  readonly expectText: string
}

export interface StrictResult {
  /** What the policy forbade, and what went wrong. */
  readonly problems: readonly string[]
  /** What the page's scripts have added to `window`. */
  readonly globals: readonly string[]
}

/**
 * Opens a page in a tab of its own under a policy without inline styles, inline scripts or `eval`, and
 * with Trusted Types for `lit-html` and `dompurify` only.
 */
export async function visitStrictPage({
  desk,
  person,
  html,
  properties = {},
  fill = {},
  click = [],
  expectText,
}: StrictVisit): Promise<StrictResult> {
  const server = inject('deskServerUrl')
  const body = JSON.stringify({
    ...{ html, properties },
    ...{ baseUrl: desk.baseUrl, token: await desk.token(person) },
  })
  const response = await fetch(`${server}/strict`, { method: 'POST', body })
  const { path } = await response.json()
  return commands.visitPage(server + path, click, expectText, fill)
}
