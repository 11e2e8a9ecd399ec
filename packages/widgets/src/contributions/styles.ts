import { css } from 'lit'

export const slotStyles = css`
  :host {
    display: contents;
  }
`
