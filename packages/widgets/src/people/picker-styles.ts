import { css } from 'lit'

export const pickerStyles = css`
  .search {
    position: relative;
  }

  .search .icon {
    position: absolute;
    inset-block-start: calc(50% - 8px);
    inset-inline-start: 10px;
    color: var(--deskhand-color-text-quiet);
    pointer-events: none;
  }

  .search .input {
    padding-inline-start: 34px;
  }

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
