/** What to tell somebody whose demo does not start. */
import { ConfigurationError } from '@deskhand/core'
import { type Settings, StartError } from './settings.ts'

const demo = 'npx -y pnpm@12 demo'

/** One sentence that says what to do, or `undefined` for what nobody has thought of. */
export function explain(error: unknown, settings?: Settings): string | undefined {
  if (error instanceof StartError || error instanceof ConfigurationError) return error.message
  const code = codeOf(error)
  if (code === undefined || settings === undefined) return undefined
  const { host, port, dataDir, databaseUrl } = settings
  const server = databaseUrl === undefined ? '' : new URL(databaseUrl).host

  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use already. Choose another one: PORT=${port + 1} ${demo}`
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host}. Unset HOST, or use HOST=0.0.0.0 to listen on all of them.`
    case 'EACCES':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return `Can't write to ${dataDir}, or not listen on port ${port}. Set DATA_DIR to a folder of your own and PORT to 1024 or more.`
    case 'ECONNREFUSED':
    case 'ETIMEDOUT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `No Postgres answers at ${server} (${code}). Start it, correct DATABASE_URL, or unset it to use SQLite.`
    case '28P01':
    case '28000':
      return `Postgres at ${server} refuses the user or password of DATABASE_URL.`
    case '3D000':
      return `Postgres at ${server} has no database of that name. Create it with createdb, or correct DATABASE_URL.`
    case '42501':
      return 'The user of DATABASE_URL may not create tables. Grant it CREATE on the schema public.'
    default:
      return undefined
  }
}

/** The code of an error or of what caused it. */
function codeOf(error: unknown): string | undefined {
  for (let current = error; current instanceof Error; current = current.cause) {
    const { code } = current as { code?: unknown }
    if (typeof code === 'string') return code
    if (current instanceof AggregateError) return codeOf(current.errors[0])
  }
  return undefined
}
