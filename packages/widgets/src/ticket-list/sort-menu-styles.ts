import { css } from 'lit'

export const sortMenuStyles = css`
  .chosen {
    display: inline-flex;
    margin-inline-start: auto;
  }
`
