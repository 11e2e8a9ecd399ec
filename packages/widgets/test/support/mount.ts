/** Puts elements on the page of a test and takes them off again. */
import type { HelpdeskClient } from '@deskhand/core/client'
import { html, LitElement, render, type TemplateResult } from 'lit'
import type { Contribution } from '../../src/contributions/contribution.ts'
import { DeskhandProvider } from '../../src/define/deskhand-provider.ts'
import type { Theme } from '../../src/provider/provider.ts'
import type { Translation } from '../../src/terms/translation.ts'

export interface MountOptions {
  readonly client?: HelpdeskClient | undefined
  readonly contributions?: readonly Contribution[]
  readonly locale?: string
  readonly translations?: readonly Translation[]
  readonly theme?: Theme
}

export interface Mounted {
  readonly provider: DeskhandProvider
  /** The first element of a tag, also inside of shadow trees; throws when there is none. */
  find<Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag]
  /** The first match of a selector, also inside of shadow trees. */
  query<Found extends Element = HTMLElement>(selector: string): Found | undefined
  queryAll<Found extends Element = HTMLElement>(selector: string): Found[]
  /** All text that a person sees. */
  text(): string
  unmount(): void
}

const mounted = new Set<Mounted>()

/**
 * Mounts a template inside a provider and waits until everything is drawn and the session has settled.
 *
 * @example
 * const { find } = await mount(html`<deskhand-status status="open"></deskhand-status>`)
 */
export async function mount(
  content: TemplateResult,
  { client, ...options }: MountOptions = {},
): Promise<Mounted> {
  const container = document.createElement('main')
  const provider = new DeskhandProvider()
  Object.assign(provider, { theme: 'light', ...options })
  provider.client = client
  container.append(provider)
  document.body.append(container)
  render(content, provider)
  const queryAll = <Found extends Element>(selector: string) =>
    deepQuery<Found>(container, selector)
  const result: Mounted = {
    provider,
    find(tag) {
      const [found] = deepQuery<HTMLElement>(container, tag)
      if (!found) throw new Error(`There is no <${tag}> on the page.`)
      return found as HTMLElementTagNameMap[typeof tag]
    },
    query: (selector) => queryAll(selector)[0] as never,
    queryAll: queryAll as Mounted['queryAll'],
    text: () => textOf(container).replace(/\s+/g, ' ').trim(),
    unmount() {
      container.remove()
      mounted.delete(result)
    },
  }
  mounted.add(result)
  await settled(container)
  if (client) {
    await new Promise<void>((resolve) => {
      const check = () => {
        if (provider.session?.status === 'connecting') return
        provider.removeEventListener('deskhand-session-change', check)
        resolve()
      }
      provider.addEventListener('deskhand-session-change', check)
      check()
    })
    await settled(container)
  }
  return result
}

export function unmountAll(): void {
  for (const one of mounted) one.unmount()
}

/** Waits until all Lit elements below have nothing left to draw. */
export async function settled(root: ParentNode): Promise<void> {
  for (let isDone = false; !isDone; ) {
    isDone = true
    for (const element of [root, ...deepQuery(root, '*')]) {
      if (!(element instanceof LitElement) || !element.isUpdatePending) continue
      isDone = false
      await element.updateComplete
    }
  }
}

/** Matches in a tree and in all shadow trees below it, in document order. */
export function deepQuery<Found extends Element = Element>(
  root: ParentNode,
  selector: string,
): Found[] {
  const found: Found[] = []
  for (const element of root.querySelectorAll('*')) {
    if (element.matches(selector)) found.push(element as Found)
    if (element.shadowRoot) found.push(...deepQuery<Found>(element.shadowRoot, selector))
  }
  return found
}

/** All text below a node that is seen, through slots and shadow trees. */
export function textOf(node: Node): string {
  if (node instanceof Text) return node.data
  if (node instanceof HTMLStyleElement || (node instanceof HTMLElement && node.hidden)) return ''
  if (node instanceof HTMLSlotElement) return node.assignedNodes().map(textOf).join(' ')
  const children = node instanceof Element && node.shadowRoot ? node.shadowRoot : node
  return [...children.childNodes].map(textOf).join(' ')
}

export { html }
