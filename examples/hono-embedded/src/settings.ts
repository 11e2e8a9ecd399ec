/** What the environment says about where to listen and where to keep things. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface Settings {
  readonly host: string
  /** 0 takes any that is free. */
  readonly port: number
  /** For the SQLite file and the secret. */
  readonly dataDir: string
  /** Postgres instead of SQLite. */
  readonly databaseUrl: string | undefined
  readonly secret: string | undefined
  /** `none` leaves the plugins out; the same database works with and without them. */
  readonly plugins?: 'none' | undefined
}

/** Something to be put right by whoever started the demo; `message` says how. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

export function settingsFrom(env: NodeJS.ProcessEnv): Settings {
  // pnpm runs scripts in the folder of the package and says here where the person was.
  const startedIn = env.INIT_CWD || process.cwd()
  return {
    host: env.HOST || '127.0.0.1',
    port: portFrom(env.PORT || '3000'),
    dataDir: resolve(startedIn, env.DATA_DIR || '.data'),
    databaseUrl: databaseUrlFrom(env.DATABASE_URL),
    secret: env.HELPDESK_SECRET || undefined,
    plugins: pluginsFrom(env.PLUGINS),
  }
}

function portFrom(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new StartError(`PORT is ${JSON.stringify(text)}. Set it to a number such as 3001.`)
}

function databaseUrlFrom(text: string | undefined): string | undefined {
  if (!text) return undefined
  if (/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')) return text
  throw new StartError(
    'DATABASE_URL must look like postgres://user:password@localhost:5432/database. Unset it to use SQLite.',
  )
}

function pluginsFrom(text: string | undefined): 'none' | undefined {
  if (!text) return undefined
  if (text === 'none') return text
  throw new StartError(
    `PLUGINS is ${JSON.stringify(text)}. Set it to none, or unset it to have them all.`,
  )
}

/** The secret of the environment, else one that is made at the first start and kept. */
export function secretOf({ secret, dataDir }: Settings): string {
  if (secret !== undefined) return secret
  const file = join(dataDir, 'secret')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(file, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return readFileSync(file, 'utf8').trim()
}
