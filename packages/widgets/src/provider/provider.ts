import type { HelpdeskClient } from '@deskhand/core/client'
import { ContextProvider } from '@lit/context'
import { adoptStyles, html, LitElement, nothing, type PropertyDeclarations } from 'lit'
import type { Contribution } from '../contributions/contribution.ts'
import { emit } from '../element/events.ts'
import { createMessageBoard } from '../messages/messages.ts'
import type { WidgetClient } from '../session/client.ts'
import { localizerContext, type Session, sessionContext } from '../session/session.ts'
import { SessionStore } from '../session/session-store.ts'
import { commonTerms } from '../terms/common.ts'
import { createLocalizer } from '../terms/localizer.ts'
import type { Translation } from '../terms/translation.ts'
import { baseStyles } from '../theme/base.ts'
import { tokenStyles } from '../theme/tokens.ts'
import { version } from '../version.ts'
import { providerStyles } from './styles.ts'

declare global {
  interface HTMLElementEventMap {
    /** Somebody has to sign in (again). Call `provider.refresh()` afterwards. */
    'deskhand-auth-required': CustomEvent<null>
    /** `logout()` has been called, and everything of the person is gone. */
    'deskhand-signed-out': CustomEvent<null>
    /** Something about the session has changed. */
    'deskhand-session-change': CustomEvent<Session | undefined>
  }
}

/** `auto` follows the visitor's setting, `inherit` the `color-scheme` of the page. */
export type Theme = 'auto' | 'light' | 'dark' | 'inherit'

/**
 * Gives the elements inside it a client, a language, a theme and the contributions of plugins.
 *
 * @example
 * <deskhand-provider id="helpdesk"><deskhand-portal></deskhand-portal></deskhand-provider>
 * <script type="module">
 *   document.querySelector('#helpdesk').client = createHelpdeskClient({ baseUrl: '/helpdesk' })
 * </script>
 *
 * @slot - The elements that use the helpdesk, and whatever is around them.
 * @fires deskhand-auth-required - The server does not know who asks, and renewing did not help.
 * @fires deskhand-signed-out - `logout()` has been called.
 * @fires deskhand-session-change - Somebody was recognised, signed out, or the language changed.
 */
export class DeskhandProvider extends LitElement {
  /** The version of the package that the class comes from. */
  static readonly version: string = version
  static override styles = [baseStyles, tokenStyles, providerStyles]
  static override properties: PropertyDeclarations = {
    client: { attribute: false },
    contributions: { attribute: false },
    translations: { attribute: false },
    locale: { type: String },
    theme: { type: String, reflect: true },
  }

  /** Made by `createHelpdeskClient`, with the client parts of the plugins that the page uses. */
  declare client: HelpdeskClient | undefined
  /** What plugins and the page add to the elements; one with the id of a built-in one replaces it. */
  declare contributions: readonly Contribution[]
  /** Languages beside English, or other words for some things. */
  declare translations: readonly Translation[]
  /** A BCP 47 tag. Default: the `lang` of the page, else `en`. */
  declare locale: string
  /** Default `auto`: light or dark as the visitor has set it. */
  declare theme: Theme

  #context = new ContextProvider(this, { context: sessionContext })
  #language = new ContextProvider(this, { context: localizerContext })
  #board = createMessageBoard(() => this.requestUpdate())
  #toastsView: typeof import('../messages/view.ts').toastsView | undefined
  #localizer = createLocalizer('en')
  #store = new SessionStore({
    messages: this.#board,
    onChange: (session) => {
      this.#context.setValue(session)
      emit(this, 'deskhand-session-change', session, 'local')
    },
    onAuthRequired: () => emit(this, 'deskhand-auth-required', null),
  })

  #wake = () => this.#store.wake()

  constructor() {
    super()
    this.client = undefined
    this.contributions = []
    this.translations = []
    this.locale = ''
    this.theme = 'auto'
  }

  /** Who is signed in, what they may do, and the client; `undefined` before there is a client. */
  get session(): Session | undefined {
    return this.#context.value
  }

  /** Asks again who is signed in and what they may do: after signing in, or a change of rights. */
  refresh(): Promise<void> {
    return this.#store.refresh()
  }

  /** Forgets the person: aborts running requests and clears caches, drafts and the token. */
  logout(): void {
    this.#store.logout()
    this.#board.clear()
    emit(this, 'deskhand-signed-out', null)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('online', this.#wake)
    this.#store.connect(this.client as WidgetClient | undefined)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('online', this.#wake)
    this.#store.disconnect()
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('locale') || changed.has('translations')) this.#localize()
    if (changed.has('contributions')) this.#store.contribute(this.contributions)
    if (changed.has('client') && this.isConnected) {
      this.#store.connect(this.client as WidgetClient | undefined)
    }
  }

  protected override render(): unknown {
    return html`<slot></slot>
      <div class="visually-hidden" role="status">${this.#board.spoken}</div>
      ${this.#board.toasts.length > 0 ? this.#shownToasts() : nothing}`
  }

  #shownToasts(): unknown {
    if (this.#toastsView) {
      return this.#toastsView(this.#board, this.#localizer.terms(commonTerms))
    }
    this.#loadToasts().catch(console.error)
    return nothing
  }

  async #loadToasts(): Promise<void> {
    const { toastsView, toastStyles } = await import('../messages/view.ts')
    const { elementStyles } = this.constructor as typeof DeskhandProvider
    adoptStyles(this.renderRoot as ShadowRoot, [...elementStyles, toastStyles])
    this.#toastsView = toastsView
    this.requestUpdate()
  }

  #localize(): void {
    const locale = this.locale || document.documentElement.lang || 'en'
    this.#localizer = createLocalizer(locale, this.translations)
    this.#language.setValue(this.#localizer)
    this.#store.localize(this.#localizer)
    this.lang = this.#localizer.locale
    this.dir = this.#localizer.dir
  }
}
