/** Sessions: a row for each, and a signed cookie that names it. */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { CookieOptions, Request, Response } from 'express'
import type { Pool } from 'pg'
import { type User, userColumns } from './users.ts'

const cookieName = 'shop_session'
const lifetime = 14 * 86_400_000

export interface Sessions {
  userOf(request: Request): Promise<User | null>
  /** Ends the one that the request came with. */
  begin(request: Request, response: Response, user: User): Promise<void>
  end(request: Request, response: Response): Promise<void>
}

export function createSessions(pool: Pool, secret: string): Sessions {
  const signatureOf = (token: string) =>
    createHmac('sha256', secret).update(token).digest('base64url')

  /** What the cookie holds, if it was made here: garbage costs no query. */
  function tokenOf(request: Request): string | undefined {
    const [, token = '', signature = ''] = cookiePattern.exec(request.headers.cookie ?? '') ?? []
    return isSame(signature, signatureOf(token)) ? token : undefined
  }

  async function forget(request: Request): Promise<void> {
    const token = tokenOf(request)
    if (token === undefined) return
    await pool.query('delete from sessions where token_hash = $1', [hashOf(token)])
  }

  return {
    async userOf(request) {
      const token = tokenOf(request)
      if (token === undefined) return null
      const { rows } = await pool.query<User>(
        `select ${userColumns} from sessions join users on users.id = sessions.user_id
         where token_hash = $1 and expires_at > now()`,
        [hashOf(token)],
      )
      return rows[0] ?? null
    },
    async begin(request, response, user) {
      await forget(request)
      const token = randomBytes(32).toString('base64url')
      await pool.query('delete from sessions where expires_at < now()')
      await pool.query('insert into sessions values ($1, $2, $3)', [
        hashOf(token),
        user.id,
        new Date(Date.now() + lifetime),
      ])
      const value = `${token}.${signatureOf(token)}`
      response.cookie(cookieName, value, { ...optionsFor(response), maxAge: lifetime })
    },
    async end(request, response) {
      await forget(request)
      response.clearCookie(cookieName, optionsFor(response))
    },
  }
}

const cookiePattern = new RegExp(`(?:^|; )${cookieName}=([\\w-]+)\\.([\\w-]+)(?:;|$)`)

function optionsFor({ req }: Response): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: req.secure, path: '/' }
}

/** Whoever reads the table can't be anybody with it. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
