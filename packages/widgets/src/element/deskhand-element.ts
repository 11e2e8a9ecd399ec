import { ContextConsumer } from '@lit/context'
import { type CSSResultGroup, html, LitElement } from 'lit'
import { localizerContext, type Session, sessionContext } from '../session/session.ts'
import { commonTerms } from '../terms/common.ts'
import { createLocalizer, type Localizer } from '../terms/localizer.ts'
import type { TermGroup, Terms } from '../terms/terms.ts'
import { baseStyles } from '../theme/base.ts'
import { version } from '../version.ts'
import { emit } from './events.ts'

const withoutProvider = createLocalizer('en')

/**
 * What all elements are made of: the session of the `<deskhand-provider>` around them, its language, and
 * a notice in place of an element whose `render()` throws, so that the rest of the page goes on.
 *
 * @fires deskhand-error - `render()` threw.
 */
export abstract class DeskhandElement extends LitElement {
  /** The version of the package that the class comes from. */
  static readonly version: string = version
  static override styles: CSSResultGroup = baseStyles

  #consumer: ContextConsumer<typeof sessionContext, this>
  #language: ContextConsumer<typeof localizerContext, this>
  #hasFailed = false

  constructor() {
    super()
    const callback = () => this.requestUpdate()
    const subscribe = true
    this.#consumer = new ContextConsumer(this, { context: sessionContext, subscribe, callback })
    this.#language = new ContextConsumer(this, { context: localizerContext, subscribe, callback })
    this.render = this.#isolated(this.render)
  }

  /** What the provider offers; `undefined` without one. A new object whenever something about it changes. */
  get session(): Session | undefined {
    return this.#consumer.value
  }

  /** The language of the page. */
  protected get localizer(): Localizer {
    return this.#language.value ?? withoutProvider
  }

  /** The terms of a group in the language of the page. */
  protected terms<Group extends Terms>(group: TermGroup<Group>): Group {
    return this.localizer.terms(group)
  }

  #isolated(render: () => unknown): () => unknown {
    return () => {
      try {
        const result = render.call(this)
        this.#hasFailed = false
        return result
      } catch (error) {
        if (!this.#hasFailed) this.#report(error)
        this.#hasFailed = true
        return html`<p class="notice" role="status">${this.terms(commonTerms).failed}</p>`
      }
    }
  }

  #report(error: unknown): void {
    console.error(error)
    emit(this, 'deskhand-error', { error, source: this.localName })
  }
}
