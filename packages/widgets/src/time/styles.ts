import { css } from 'lit'

export const timeStyles = css`
  :host {
    display: inline;
    color: inherit;
    font: inherit;
  }

  time {
    white-space: nowrap;
  }
`
