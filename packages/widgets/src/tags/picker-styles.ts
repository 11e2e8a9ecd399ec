import { css } from 'lit'

export const tagPickerStyles = css`
  .box {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    min-block-size: var(--deskhand-control-height);
    padding: 3px;
    border: 1px solid var(--deskhand-color-control);
    border-radius: var(--deskhand-radius-md);
    background: var(--deskhand-color-surface);
    cursor: text;
    transition: border-color var(--deskhand-duration);
  }

  .box:hover {
    border-color: var(--deskhand-color-text-quiet);
  }

  .box:has(input:focus-visible) {
    outline: var(--deskhand-focus-width) solid var(--deskhand-color-focus);
    outline-offset: -1px;
    border-color: var(--deskhand-color-focus);
  }

  .box > .tags {
    display: contents;
  }

  input {
    flex: 1 1 88px;
    min-inline-size: 0;
    min-block-size: 24px;
    padding-block: 0;
    padding-inline: 6px;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
  }

  input:focus-visible {
    outline: none;
  }

  input::placeholder {
    color: var(--deskhand-color-text-quiet);
    opacity: 1;
  }

  :host([quiet]) .box:not(:hover, :focus-within) {
    border-color: transparent;
    background: none;
  }

  :host([disabled]) .box {
    background: var(--deskhand-color-sunken);
    cursor: default;
  }

  .box .tag {
    min-block-size: 24px;
    padding-inline-end: 0;
  }

  .remove {
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin-block: -1px;
    margin-inline: -4px -1px;
    padding: 0;
    border: 0;
    border-radius: var(--deskhand-radius-full);
    background: none;
    color: inherit;
    cursor: pointer;
  }

  .remove .icon {
    inline-size: 12px;
    block-size: 12px;
    stroke-width: 2.25;
  }

  .remove:hover {
    background: color-mix(in srgb, currentColor 22%, transparent);
  }

  .popover {
    max-inline-size: calc(100vi - 16px);
    max-block-size: min(280px, calc(100dvb - 16px));
  }

  .option-name {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .menu-item[aria-selected='true']:not(.active, :hover) {
    background: none;
  }

  .menu-item.active {
    box-shadow: inset 0 0 0 1px var(--deskhand-color-control);
  }

  .new {
    display: inline-grid;
    place-items: center;
    inline-size: 18px;
    color: var(--deskhand-color-text-quiet);
  }

  .tick {
    display: inline-flex;
    color: var(--deskhand-color-accent);
  }

  .total {
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-xs);
    font-variant-numeric: tabular-nums;
  }

  .said {
    padding: 6px var(--deskhand-space-2);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  @media (forced-colors: active) {
    :host([quiet]) .box:not(:hover, :focus-within) {
      border-color: ButtonText;
    }

    .menu-item[aria-selected='true']:not(.active) {
      outline: none;
    }
  }
`
