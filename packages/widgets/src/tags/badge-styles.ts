import { css } from 'lit'

/** `.tag` and `.swatch`; the border keeps a badge apart from a background of its own colour. */
export const tagBadgeStyles = css`
  .tags {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
  }

  .tags > li {
    display: flex;
    min-inline-size: 0;
    max-inline-size: 100%;
  }

  .tag {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 22px;
    padding-inline: 7px;
    border: 1px solid color-mix(in srgb, var(--_tag) 62%, var(--deskhand-color-text));
    border-radius: var(--deskhand-radius-full);
    background: var(--_tag);
    color: var(--_tag-text);
    font-size: var(--deskhand-font-size-xs);
    font-weight: var(--deskhand-font-weight-medium);
    line-height: 20px;
  }

  .tag.plain {
    border: 1px dashed var(--deskhand-color-control);
    background: var(--deskhand-color-sunken);
    color: var(--deskhand-color-text);
  }

  .tag-name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tag-shape {
    inline-size: 12px;
    block-size: 12px;
  }

  .swatch {
    flex: none;
    display: inline-grid;
    place-items: center;
    inline-size: 18px;
    block-size: 18px;
    border: 1px solid color-mix(in srgb, var(--_tag) 62%, var(--deskhand-color-text));
    border-radius: var(--deskhand-radius-sm);
    background: var(--_tag, transparent);
    color: var(--_tag-text, inherit);
    forced-color-adjust: none;
  }

  @media (forced-colors: active) {
    .tag {
      border-color: CanvasText;
    }
  }
`
