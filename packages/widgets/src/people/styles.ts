import { css } from 'lit'

export const personStyles = css`
  :host {
    display: inline-flex;
    align-items: center;
    gap: var(--deskhand-space-2);
    min-inline-size: 0;
    max-inline-size: 100%;
    vertical-align: middle;
    --_size: 22px;
  }

  :host([large]) {
    --_size: 32px;
  }

  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .avatar {
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: var(--_size);
    block-size: var(--_size);
    overflow: hidden;
    border: 1px dashed var(--deskhand-color-border-strong);
    border-radius: var(--deskhand-radius-full);
    font-size: calc(var(--_size) * 0.42);
    font-weight: var(--deskhand-font-weight-bold);
    line-height: 1;
    user-select: none;
  }

  .avatar img {
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  [data-tone] {
    border: 1px solid transparent;
  }

  [data-tone='blue'] {
    background: var(--deskhand-color-blue-soft);
    color: var(--deskhand-color-blue);
  }

  [data-tone='green'] {
    background: var(--deskhand-color-green-soft);
    color: var(--deskhand-color-green);
  }

  [data-tone='amber'] {
    background: var(--deskhand-color-amber-soft);
    color: var(--deskhand-color-amber);
  }

  [data-tone='red'] {
    background: var(--deskhand-color-red-soft);
    color: var(--deskhand-color-red);
  }

  [data-tone='violet'] {
    background: var(--deskhand-color-violet-soft);
    color: var(--deskhand-color-violet);
  }

  [data-tone='grey'] {
    background: var(--deskhand-color-grey-soft);
    color: var(--deskhand-color-grey);
  }
`
