/** How a request proves who sends it. */

/** Why a token is asked for: there is none yet, or the server refused the last one. */
export type TokenReason = 'initial' | 'expired'

export type ClientAuth =
  /** The browser's cookies for the server. */
  | {
      readonly mode: 'cookie'
      /**
       * Renews the session that the server refused, say by a request to the app, and answers whether
       * it worked: then the request is sent once more. Default: it can't be renewed.
       */
      renew?(): Promise<boolean> | boolean
    }
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
  /** Forgets the token: the next request asks for an initial one. */
  forget(): void
}

export function createAuthenticator(auth: ClientAuth): Authenticator {
  return auth.mode === 'cookie' ? cookieAuthenticator(auth) : bearerAuthenticator(auth)
}

function cookieAuthenticator(auth: Extract<ClientAuth, { mode: 'cookie' }>): Authenticator {
  // No headers, but an object for each session: so it is known which one a request was sent in.
  let session: Record<string, string> = {}
  let renewal: Promise<boolean> | undefined

  async function renewOnce(): Promise<boolean> {
    const isRenewed = (await auth.renew?.()) ?? false
    if (isRenewed) session = {}
    return isRenewed
  }

  return {
    init: { credentials: 'include' },
    headers: async () => session,
    async renew(refused) {
      if (refused !== session) return true
      renewal ??= renewOnce().finally(() => {
        renewal = undefined
      })
      return renewal
    },
    forget() {
      session = {}
    },
  }
}

function bearerAuthenticator(auth: Extract<ClientAuth, { mode: 'bearer' }>): Authenticator {
  let current: Promise<Record<string, string>> | undefined

  async function tokenFor(reason: TokenReason): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await auth.getToken(reason)}` }
  }
  function ask(reason: TokenReason): Promise<Record<string, string>> {
    const asked = tokenFor(reason)
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
      if (asked === undefined || ((await asked) === refused && current === asked)) {
        current = ask('expired')
      }
      await current
      return true
    },
    forget() {
      current = undefined
    },
  }
}
