/** The dialog that tells the keys, and lets single ones be turned off. Loaded late. */
import { css, html, type TemplateResult } from 'lit'
import { type Ref, ref } from 'lit/directives/ref.js'
import { closeIcon } from '../icons/icons.ts'
import type { AgentTerms } from './terms.ts'

export const helpStyles = css`
  .keys {
    inline-size: min(640px, calc(100vi - 32px));
  }

  .key-groups {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 240px), 1fr));
    gap: var(--deskhand-space-4) var(--deskhand-space-6);
  }

  .keys h3 {
    margin-block-end: var(--deskhand-space-1);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
    font-weight: var(--deskhand-font-weight-medium);
  }

  .keys dl > div {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--deskhand-space-3);
    min-block-size: 32px;
    border-block-end: 1px solid var(--deskhand-color-border);
  }

  .keys dd {
    display: flex;
    flex: none;
    gap: 4px;
  }

  kbd {
    display: inline-grid;
    place-items: center;
    min-inline-size: 24px;
    block-size: 22px;
    padding-inline: 6px;
    border: 1px solid var(--deskhand-color-border-strong);
    border-radius: var(--deskhand-radius-sm);
    background: var(--deskhand-color-sunken);
    font-family: inherit;
    font-size: var(--deskhand-font-size-xs);
  }

  .single {
    display: flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    min-block-size: 24px;
    color: var(--deskhand-color-text-quiet);
  }
`

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
