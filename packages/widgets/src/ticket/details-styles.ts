import { css } from 'lit'

/** Rows of fields and the panels below them. */
export const detailsStyles = css`
  .row {
    display: grid;
    grid-template-columns: 104px minmax(0, 1fr);
    align-items: start;
    gap: var(--deskhand-space-2);
  }

  dt {
    padding-block: 4px;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
    line-height: 22px;
    overflow-wrap: anywhere;
  }

  dd {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .fields dd > deskhand-person {
    min-block-size: 30px;
  }

  .take {
    min-block-size: 24px;
    margin-block-end: 2px;
    font-size: var(--deskhand-font-size-sm);
  }

  .quiet:not(.button) {
    color: var(--deskhand-color-text-quiet);
  }

  .panel {
    padding-block-start: var(--deskhand-space-3);
    border-block-start: 1px solid var(--deskhand-color-border);
    margin-block-start: var(--deskhand-space-3);
  }

  .panel h3 {
    margin-block-end: var(--deskhand-space-1);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
    font-weight: var(--deskhand-font-weight-medium);
    line-height: 24px;
  }

  .contact {
    display: block;
    inline-size: fit-content;
    max-inline-size: 100%;
    min-block-size: 24px;
    padding-inline-start: 30px;
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-sm);
    line-height: 24px;
    overflow-wrap: anywhere;
  }

  .people li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--deskhand-space-2);
    min-block-size: 28px;
  }

  .button.small {
    inline-size: 26px;
    min-block-size: 26px;
  }

  .facts-list dt,
  .facts-list dd {
    padding-block: 2px;
    font-size: var(--deskhand-font-size-sm);
    line-height: 20px;
  }

  .facts-list + .contact {
    padding-inline-start: 0;
  }
`
