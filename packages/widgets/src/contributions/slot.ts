import { html, type PropertyDeclarations } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { DeskhandElement } from '../element/deskhand-element.ts'
import { emit } from '../element/events.ts'
import { commonTerms } from '../terms/common.ts'
import { type Contribution, contributionsTo, labelOf } from './contribution.ts'
import type { SlotContexts, SlotName } from './slots.ts'
import { slotStyles } from './styles.ts'

interface Placed {
  readonly contribution: Contribution
  element?: HTMLElement & { context?: unknown }
  hasFailed?: boolean
}

/**
 * A place where contributions appear. It loads their elements when they are needed, gives all of them the
 * same frozen context, and shows a notice in place of one that fails.
 *
 * @fires deskhand-error - A contribution could not be loaded, made or updated; `source` is its id.
 */
export class DeskhandSlot extends DeskhandElement {
  static override styles = [DeskhandElement.styles, slotStyles]
  static override properties: PropertyDeclarations = {
    name: { type: String },
    context: { attribute: false },
    only: { type: String },
  }

  /** The slot with its version, such as `ticket-detail:sidebar@1`. */
  declare name: SlotName | ''
  /** What the slot gives to its contributions, see `SlotContexts`. */
  declare context: SlotContexts[SlotName] | undefined
  /** The id of the one contribution to show, as in a cell of a column. Default: all of the slot. */
  declare only: string

  #placed = new Map<string, Placed>()
  #frozen: Readonly<object> = Object.freeze({})

  constructor() {
    super()
    this.name = ''
    this.context = undefined
    this.only = ''
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('context')) this.#frozen = Object.freeze({ ...this.context })
    const wanted = this.#wanted()
    for (const [id, { contribution }] of this.#placed) {
      if (!wanted.includes(contribution)) this.#placed.delete(id)
    }
    for (const contribution of wanted) {
      const placed = this.#placed.get(contribution.id)
      if (placed) this.#update(placed)
      else this.#place(contribution)
    }
  }

  protected override render(): unknown {
    return repeat(
      this.#wanted(),
      ({ id }) => id,
      ({ id }) => this.#shown(this.#placed.get(id)),
    )
  }

  #wanted(): readonly Contribution[] {
    if (this.name === '' || this.context === undefined) return []
    return contributionsTo(this.session, this.name, this.#frozen as SlotContexts[SlotName]).filter(
      ({ id }) => this.only === '' || id === this.only,
    )
  }

  #shown(placed: Placed | undefined): unknown {
    if (!placed?.hasFailed) return placed?.element
    const label = labelOf(placed.contribution, this.localizer)
    return html`<p class="notice" role="status">${this.terms(commonTerms).failedPart(label)}</p>`
  }

  /** At once where the code is there already, so that nothing moves later. */
  #place(contribution: Contribution): void {
    const placed: Placed = { contribution }
    this.#placed.set(contribution.id, placed)
    if (customElements.get(contribution.tag) || !contribution.load) this.#create(placed)
    else void this.#load(placed, contribution.load)
  }

  async #load(placed: Placed, load: () => Promise<unknown>): Promise<void> {
    try {
      await load()
      this.#create(placed)
    } catch (error) {
      this.#fail(placed, error)
    }
    this.requestUpdate()
  }

  #create(placed: Placed): void {
    try {
      placed.element = created(placed.contribution)
      this.#update(placed)
    } catch (error) {
      this.#fail(placed, error)
    }
  }

  #update(placed: Placed): void {
    const { element } = placed
    if (!element || placed.hasFailed) return
    try {
      if (element.context !== this.#frozen) element.context = this.#frozen
      const { updateComplete } = element as { updateComplete?: Promise<unknown> }
      updateComplete?.catch((error: unknown) => this.#fail(placed, error))
    } catch (error) {
      this.#fail(placed, error)
    }
  }

  #fail(placed: Placed, error: unknown): void {
    if (placed.hasFailed) return
    placed.hasFailed = true
    console.error(`The contribution ${placed.contribution.id} failed.`, error)
    emit(this, 'deskhand-error', { error, source: placed.contribution.id })
    this.requestUpdate()
  }
}

function created({ id, tag }: Contribution): HTMLElement {
  if (!customElements.get(tag)) {
    throw new TypeError(`The contribution ${id} loaded nothing that defines <${tag}>.`)
  }
  const element = document.createElement(tag)
  // What browsers make of an element whose constructor throws.
  if (element instanceof HTMLUnknownElement) {
    throw new TypeError(`<${tag}> of the contribution ${id} could not be made.`)
  }
  return element
}
