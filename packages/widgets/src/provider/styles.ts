import { css } from 'lit'

export const providerStyles = css`
  :host {
    color-scheme: light dark;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='inherit']) {
    color-scheme: inherit;
  }
`
