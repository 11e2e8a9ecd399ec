import { css } from 'lit'

/** The design tokens, declared by `<deskhand-provider>` and inherited by all that is inside it. */
export const tokenStyles = css`
  :host {
    --deskhand-color-canvas: light-dark(#f7f8f8, #101213);
    --deskhand-color-surface: light-dark(#ffffff, #17191a);
    --deskhand-color-raised: light-dark(#ffffff, #1f2324);
    --deskhand-color-sunken: light-dark(#f4f6f6, #121415);
    --deskhand-color-hover: light-dark(#f0f3f3, #22272a);
    --deskhand-color-border: light-dark(#e3e7e7, #2b3032);
    --deskhand-color-border-strong: light-dark(#cbd2d2, #424a4d);
    --deskhand-color-control: light-dark(#858e90, #747e81);
    --deskhand-color-text: light-dark(#15191a, #edf0f0);
    --deskhand-color-text-quiet: light-dark(#566063, #a1abae);
    --deskhand-color-accent: light-dark(#0f6b5c, #63cab5);
    --deskhand-color-accent-hover: light-dark(#0b574b, #83dbc9);
    --deskhand-color-accent-soft: light-dark(#e5f3f0, #15302a);
    --deskhand-color-on-accent: light-dark(#ffffff, #06231d);
    --deskhand-color-focus: light-dark(#0f6b5c, #63cab5);
    --deskhand-color-backdrop: light-dark(rgb(16 24 26 / 40%), rgb(0 0 0 / 60%));
    --deskhand-color-skeleton: light-dark(#e9eded, #25292b);

    --deskhand-color-blue: light-dark(#1d56a5, #8dbbff);
    --deskhand-color-blue-soft: light-dark(#e8f0fb, #172a45);
    --deskhand-color-green: light-dark(#1a6b3c, #6fcf97);
    --deskhand-color-green-soft: light-dark(#e5f4ea, #16301f);
    --deskhand-color-amber: light-dark(#7d4b00, #f0b44c);
    --deskhand-color-amber-soft: light-dark(#fdf3df, #33270f);
    --deskhand-color-red: light-dark(#a32a22, #ff9d91);
    --deskhand-color-red-soft: light-dark(#fcebe8, #3b1d1a);
    --deskhand-color-violet: light-dark(#6440a6, #c3a8ff);
    --deskhand-color-violet-soft: light-dark(#f1ecfb, #291f42);
    --deskhand-color-grey: light-dark(#566063, #a1abae);
    --deskhand-color-grey-soft: light-dark(#eef1f1, #24292b);

    --deskhand-font-size-xs: 0.75rem;
    --deskhand-font-size-sm: 0.8125rem;
    --deskhand-font-size: 0.875rem;
    --deskhand-font-size-lg: 1rem;
    --deskhand-font-size-xl: 1.25rem;
    --deskhand-font-weight: 400;
    --deskhand-font-weight-medium: 500;
    --deskhand-font-weight-bold: 600;
    --deskhand-line-height: 1.5;
    --deskhand-line-height-tight: 1.25;
    --deskhand-font-mono:
      ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'Liberation Mono', monospace;

    --deskhand-space-1: 4px;
    --deskhand-space-2: 8px;
    --deskhand-space-3: 12px;
    --deskhand-space-4: 16px;
    --deskhand-space-5: 24px;
    --deskhand-space-6: 32px;
    --deskhand-space-7: 48px;

    --deskhand-radius-sm: 4px;
    --deskhand-radius-md: 6px;
    --deskhand-radius-lg: 10px;
    --deskhand-radius-full: 999px;

    --deskhand-control-height: 32px;
    --deskhand-control-height-lg: 40px;

    --deskhand-shadow-sm: 0 1px 2px light-dark(rgb(16 24 26 / 6%), rgb(0 0 0 / 40%));
    --deskhand-shadow-md:
      0 1px 3px light-dark(rgb(16 24 26 / 8%), rgb(0 0 0 / 40%)),
      0 6px 16px -4px light-dark(rgb(16 24 26 / 12%), rgb(0 0 0 / 50%));
    --deskhand-shadow-lg:
      0 2px 6px light-dark(rgb(16 24 26 / 8%), rgb(0 0 0 / 40%)),
      0 20px 48px -12px light-dark(rgb(16 24 26 / 25%), rgb(0 0 0 / 60%));

    --deskhand-focus-width: 2px;
    --deskhand-focus-offset: 2px;
    --deskhand-duration: 120ms;
    --deskhand-z-index: 1000;
  }

  @media (forced-colors: active) {
    :host {
      --deskhand-color-focus: Highlight;
    }
  }
`
