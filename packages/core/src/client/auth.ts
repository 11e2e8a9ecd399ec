/** How a request proves who sends it. */

/** Why a token is asked for: there is none yet, or the server refused the last one. */
export type TokenReason = 'initial' | 'expired'

export type ClientAuth =
  /** The browser's cookies for the server. */
  | { readonly mode: 'cookie' }
  /** A token that the page gets from the app. */
  | {
      readonly mode: 'bearer'
      getToken(reason: TokenReason): Promise<string> | string
    }

export interface Authenticator {
  /** Only these settings ever leave for the server; a bearer token follows no redirect. */
  readonly init: Pick<RequestInit, 'credentials' | 'redirect'>
  headers(): Promise<Record<string, string>>
  /** Whether a request that got a 401 with these headers is worth another try. */
  renew(refused: Record<string, string>): Promise<boolean>
}

export function createAuthenticator(auth: ClientAuth): Authenticator {
  if (auth.mode === 'cookie') {
    return {
      init: { credentials: 'include' },
      headers: async () => ({}),
      renew: async () => false,
    }
  }

  let current: Promise<Record<string, string>> | undefined
  function ask(reason: TokenReason): Promise<Record<string, string>> {
    const asked = Promise.resolve(auth.mode === 'bearer' ? auth.getToken(reason) : '').then(
      (token) => ({ authorization: `Bearer ${token}` }),
    )
    asked.catch(() => {
      if (current === asked) current = undefined
    })
    return asked
  }

  return {
    init: { credentials: 'omit', redirect: 'error' },
    headers() {
      current ??= ask('initial')
      return current
    },
    async renew(refused) {
      // Of all requests that were refused with one token only the first asks for the next.
      const asked = current
      if ((await asked) === refused && current === asked) current = ask('expired')
      await current
      return true
    },
  }
}
