/** What the environment says. Whatever is missing is said at the start, not at the first request. */

export interface Settings {
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
  readonly databaseUrl: string
  /** Signs session cookies. */
  readonly sessionSecret: string
  /** The helpdesk's own. */
  readonly helpdeskSecret: string
  /** Behind a proxy that ends TLS: its headers are believed, and cookies are for HTTPS only. */
  readonly isBehindProxy: boolean
}

/** Something to be put right by whoever started the shop; `message` says how. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  return {
    host: env.HOST || '127.0.0.1',
    port: portFrom(env.PORT || '3000'),
    databaseUrl: needed(env, 'DATABASE_URL', 'postgres://user:password@localhost:5432/shop'),
    sessionSecret: needed(env, 'SESSION_SECRET', 'the output of `openssl rand -base64 32`'),
    helpdeskSecret: needed(env, 'HELPDESK_SECRET', 'the output of `openssl rand -base64 32`'),
    isBehindProxy: env.BEHIND_PROXY === 'yes',
  }
}

function needed(env: NodeJS.ProcessEnv, name: string, example: string): string {
  const value = env[name]
  if (value) return value
  throw new StartError(`${name} is not set. Set it to ${example}.`)
}

function portFrom(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new StartError(`PORT is ${JSON.stringify(text)}. Set it to a number such as 3001.`)
}
