import { type Html, html } from './html.ts'
import { page } from './layout.ts'

export function signInPage(problem?: string): Html {
  return page(
    'Sign in',
    null,
    html`<form class="card narrow" method="post" action="/sign-in">
      <h1>Sign in</h1>
      ${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
      <label>Email address <input type="email" name="email" autocomplete="username" required autofocus></label>
      <label>Password <input type="password" name="password" autocomplete="current-password" required></label>
      <button>Sign in</button>
    </form>`,
  )
}
