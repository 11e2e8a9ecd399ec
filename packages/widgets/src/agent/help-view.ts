/** The dialog that tells the keys, and lets single ones be turned off. */
import { html, type TemplateResult } from 'lit'
import { type Ref, ref } from 'lit/directives/ref.js'
import { closeIcon } from '../icons/icons.ts'
import type { AgentTerms } from './terms.ts'

export interface HelpView {
  readonly terms: AgentTerms
  readonly close: string
  readonly dialog: Ref<HTMLDialogElement>
  readonly areKeysOn: boolean
  turn(isOn: boolean): void
}

export function helpDialog({ terms, close, dialog, areKeysOn, turn }: HelpView): TemplateResult {
  const anywhere: readonly (readonly [keys: readonly string[], text: string])[] = [
    [['?'], terms.keyHelp],
    [['n'], terms.keyNew],
    [['1', '2', '…'], terms.keyView],
    [['l'], terms.keyList],
    [['r'], terms.keyReply],
    [['Esc'], terms.keyEscape],
  ]
  const inList: typeof anywhere = [
    [['j', 'k'], terms.keyMove],
    [['Enter'], terms.keyOpen],
    [['x'], terms.keySelect],
    [['a'], terms.keyAssign],
    [['s'], terms.keyStatus],
  ]
  return html`<dialog class="dialog keys" aria-labelledby="keys" ${ref(dialog as Ref)}>
    <form method="dialog">
      <header>
        <h2 id="keys">${terms.keyboardTitle}</h2>
        <button class="button quiet icon-only" aria-label=${close}>${closeIcon()}</button>
      </header>
      <div class="key-groups">${keys(terms.keysAnywhere, anywhere)}${keys(terms.keysInList, inList)}</div>
      <label class="single">
        <input
          type="checkbox"
          .checked=${areKeysOn}
          @change=${(event: Event) => turn((event.target as HTMLInputElement).checked)}
        />
        ${terms.useKeys}
      </label>
    </form>
  </dialog>`
}

function keys(
  title: string,
  lines: readonly (readonly [keys: readonly string[], text: string])[],
): TemplateResult {
  return html`<section>
    <h3>${title}</h3>
    <dl>
      ${lines.map(
        ([pressed, text]) => html`<div>
          <dt>${text}</dt>
          <dd>${pressed.map((key) => html`<kbd>${key}</kbd>`)}</dd>
        </div>`,
      )}
    </dl>
  </section>`
}
