import { css } from 'lit'

/** `.chip`: a removable fact, such as an active filter, with a `button` in it. */
export const chipStyles = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 26px;
    padding-inline: 10px;
    border: 1px solid var(--deskhand-color-border);
    border-radius: var(--deskhand-radius-full);
    background: var(--deskhand-color-sunken);
    font-size: var(--deskhand-font-size-sm);
  }

  .chip > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chip > button {
    display: inline-grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    margin-inline-end: -9px;
    padding: 0;
    border: 0;
    border-radius: var(--deskhand-radius-full);
    background: none;
    color: var(--deskhand-color-text-quiet);
    cursor: pointer;
  }

  .chip > button:hover {
    background: var(--deskhand-color-hover);
    color: var(--deskhand-color-text);
  }

  .chip .icon {
    inline-size: 12px;
    block-size: 12px;
  }
`
