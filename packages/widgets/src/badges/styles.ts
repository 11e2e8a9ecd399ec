import { css } from 'lit'

export const badgeStyles = css`
  :host {
    display: inline-flex;
    vertical-align: middle;
  }

  .badge {
    --_tone: var(--deskhand-color-grey);
    --_soft: var(--deskhand-color-grey-soft);
    display: inline-flex;
    align-items: center;
    gap: 5px;
    padding: 1px 8px 1px 6px;
    border: 1px solid transparent;
    border-radius: var(--deskhand-radius-full);
    background: var(--_soft);
    color: var(--_tone);
    font-size: var(--deskhand-font-size-xs);
    font-weight: var(--deskhand-font-weight-medium);
    line-height: 1.5;
    white-space: nowrap;
  }

  .plain {
    padding: 0;
    background: none;
  }

  .knockout {
    stroke: var(--_soft);
  }

  [data-status='new'] {
    --_tone: var(--deskhand-color-blue);
    --_soft: var(--deskhand-color-blue-soft);
  }

  [data-status='open'] {
    --_tone: var(--deskhand-color-accent);
    --_soft: var(--deskhand-color-accent-soft);
  }

  [data-status='in_progress'] {
    --_tone: var(--deskhand-color-violet);
    --_soft: var(--deskhand-color-violet-soft);
  }

  [data-status='pending'],
  [data-priority='high'] {
    --_tone: var(--deskhand-color-amber);
    --_soft: var(--deskhand-color-amber-soft);
  }

  [data-status='resolved'] {
    --_tone: var(--deskhand-color-green);
    --_soft: var(--deskhand-color-green-soft);
  }

  [data-priority='urgent'] {
    --_tone: var(--deskhand-color-red);
    --_soft: var(--deskhand-color-red-soft);
  }

  @media (forced-colors: active) {
    .badge {
      border-color: CanvasText;
    }

    .knockout {
      stroke: Canvas;
    }
  }
`
