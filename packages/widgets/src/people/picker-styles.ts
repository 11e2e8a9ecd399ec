import { css } from 'lit'

export const pickerStyles = css`
  .options {
    max-block-size: 232px;
    margin-block-start: var(--deskhand-space-1);
    overflow: auto;
  }

  .menu-item .check {
    display: inline-flex;
    margin-inline-start: auto;
  }

  .found {
    display: grid;
    min-inline-size: 0;
  }

  .email {
    overflow: hidden;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-xs);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .said {
    padding: var(--deskhand-space-2);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
  }

  .said:empty {
    display: none;
  }
`
