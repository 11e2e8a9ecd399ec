import { css } from 'lit'

export const bulkStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--deskhand-space-2);
    min-block-size: var(--deskhand-control-height);
  }

  .count {
    margin-inline-end: var(--deskhand-space-2);
    font-weight: var(--deskhand-font-weight-medium);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .picker {
    inline-size: 280px;
    padding: var(--deskhand-space-2);
  }

  .some {
    margin-inline-start: auto;
    padding-inline-start: var(--deskhand-space-3);
    color: var(--deskhand-color-text-quiet);
    font-size: var(--deskhand-font-size-xs);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .menu-item .shape {
    color: var(--deskhand-color-text-quiet);
  }

  .menu-item .knockout {
    stroke: var(--deskhand-color-raised);
  }

  .menu-item.none {
    color: var(--deskhand-color-text-quiet);
  }

  /* In a narrow list, which is the container, one line that can be pushed aside: nothing moves below. */
  @container (inline-size < 760px) {
    .bar {
      flex-wrap: nowrap;
      gap: 4px;
      margin: -4px;
      padding: 4px;
      overflow-x: auto;
      scrollbar-width: none;
    }

    .bar > * {
      flex: none;
    }

    .count {
      margin-inline-end: 4px;
    }

    .button:not(.icon-only) {
      padding-inline: var(--deskhand-space-2);
    }

    .button:not(.icon-only) .icon {
      display: none;
    }
  }
`
