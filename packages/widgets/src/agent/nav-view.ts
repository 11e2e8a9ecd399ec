/** The navigation: a column where there is room, a menu where there is not. */
import { html, nothing, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import { chevronDownIcon, type Icon, keyboardIcon, listIcon, plusIcon } from '../icons/icons.ts'
import type { MenuController } from '../overlay/menu-controller.ts'
import type { AgentTerms } from './terms.ts'

/** A view or a contributed page. */
export interface Destination {
  readonly id: string
  readonly label: string
  readonly icon?: Icon | undefined
  /** How many there are, in words for the eye. */
  readonly count?: string | undefined
}

export interface NavView {
  readonly terms: AgentTerms
  readonly views: readonly Destination[]
  readonly pages: readonly Destination[]
  readonly current: string
  readonly mayCreate: boolean
  readonly menu: MenuController
  href(id: string): string | undefined
  go(event: Event, id: string): void
  help(): void
}

export function sidebar(view: NavView): TemplateResult {
  const { terms, views, pages, help } = view
  return html`<div class="side" part="navigation">
    ${newTicket(view, 'wide')}
    <nav aria-label=${terms.views}>
      <ul>
        ${views.map((one) => html`<li>${link(view, one)}</li>`)}
      </ul>
      <ul class="pages">
        ${pages.map((one) => html`<li>${link(view, one)}</li>`)}
        <li>
          <button class="link-to help" aria-haspopup="dialog" @click=${help}>
            ${keyboardIcon()}<span class="label">${terms.keyboard}</span>
          </button>
        </li>
      </ul>
    </nav>
  </div>`
}

export function topBar(view: NavView): TemplateResult {
  const { terms, views, pages, current, menu, go } = view
  const { trigger, panel, isOpen, toggle, onToggle, onTriggerKey, onMenuKey } = menu
  const { label, icon } = shownIn(view)
  const item = (one: Destination) => html`<button
    class="menu-item"
    role="menuitemradio"
    tabindex="-1"
    aria-checked=${one.id === current}
    @click=${(event: Event) => {
      menu.close()
      go(event, one.id)
    }}
  >
    ${(one.icon ?? listIcon)()}<span class="label" dir="auto">${one.label}</span>${countOf(one)}
  </button>`
  return html`<div class="bar" part="navigation">
    <button
      class="button here"
      aria-haspopup="menu"
      aria-expanded=${isOpen}
      aria-label=${`${terms.views}: ${label}`}
      ${ref(trigger)}
      @click=${toggle}
      @keydown=${onTriggerKey}
    >
      ${icon()}<span class="label">${label}</span>${chevronDownIcon()}
    </button>
    ${newTicket(view, 'small')}
    <div
      class="popover"
      popover
      role="menu"
      aria-label=${terms.views}
      ${ref(panel)}
      @toggle=${onToggle}
      @keydown=${onMenuKey}
    >
      ${views.map(item)}
      ${pages.length === 0 ? nothing : html`<hr class="menu-separator" />${pages.map(item)}`}
    </div>
  </div>`
}

function shownIn({ terms, views, pages, current }: NavView): { label: string; icon: Icon } {
  const found = [...views, ...pages].find(({ id }) => id === current)
  if (!found) return { label: terms.newTicket, icon: plusIcon }
  return { label: found.label, icon: found.icon ?? listIcon }
}

function newTicket(view: NavView, size: 'wide' | 'small'): unknown {
  if (!view.mayCreate) return nothing
  const { terms, current } = view
  if (size === 'small' && current === 'new') return nothing
  return html`<button
    class=${`button ${size === 'wide' ? 'new' : 'new primary'}`}
    aria-current=${current === 'new' ? 'page' : nothing}
    @click=${(event: Event) => view.go(event, 'new')}
  >
    ${plusIcon()}<span class="label">${terms.newTicket}</span>
  </button>`
}

function link(view: NavView, one: Destination): TemplateResult {
  const { id, label, icon } = one
  const isCurrent = id === view.current ? 'page' : nothing
  const go = (event: Event) => view.go(event, id)
  const content = html`${(icon ?? listIcon)()}<span class="label" dir="auto">${label}</span>${countOf(one)}`
  const href = view.href(id)
  return href === undefined
    ? html`<button class="link-to" aria-current=${isCurrent} @click=${go}>
        ${content}
      </button>`
    : html`<a
        class="link-to"
        href=${href}
        aria-current=${isCurrent}
        @click=${go}
        >${content}</a
      >`
}

function countOf({ count }: Destination): unknown {
  return count === undefined ? nothing : html`<span class="count">${count}</span>`
}
