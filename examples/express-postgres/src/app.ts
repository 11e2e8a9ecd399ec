/** The shop's routes, and the helpdesk among them. */
import { type Helpdesk, HelpdeskError } from '@deskhand/core'
import { toNodeHandler } from '@deskhand/core/node'
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Pool } from 'pg'
import { personOf } from './accounts/people.ts'
import type { Sessions } from './accounts/sessions.ts'
import { userWithPassword } from './accounts/users.ts'
import { complain, ordersOf, placeOrder } from './orders.ts'
import { ownPagesOnly } from './own-pages-only.ts'
import { accountPage } from './pages/account.ts'
import { messagePage } from './pages/message.ts'
import { signInPage } from './pages/sign-in.ts'
import { secureHeaders } from './secure-headers.ts'
import type { ShopRequest } from './shop-request.ts'

export interface ShopParts {
  readonly pool: Pool
  readonly sessions: Sessions
  readonly helpdesk: Helpdesk
  readonly isBehindProxy: boolean
  /** False from the moment it is told to stop. */
  readonly isServing: () => boolean
}

export function createApp({
  pool,
  sessions,
  helpdesk,
  isBehindProxy,
  isServing,
}: ShopParts): Express {
  const app = express()
  app.disable('x-powered-by').set('trust proxy', isBehindProxy)

  app.get('/healthz', async (_request, response) => {
    const isWell = isServing() && (await pool.query('select 1').then(Boolean, () => false))
    response.status(isWell ? 200 : 503).json({ ok: isWell })
  })

  app.use(async (request: ShopRequest, _response, next) => {
    request.user = await sessions.userOf(request)
    next()
  })

  // The helpdesk reads bodies itself, so that uploads keep their bytes.
  app.use(helpdesk.basePath, toNodeHandler(helpdesk))
  app.use(express.json(), express.urlencoded({ limit: '20kb' }))

  app.use(secureHeaders, ownPagesOnly)
  app.use('/assets', express.static(`${import.meta.dirname}/../assets`))

  app.post('/sign-in', async (request, response) => {
    const { email, password } = fieldsOf(request)
    const user = await userWithPassword(pool, email ?? '', password ?? '')
    if (!user) {
      response.status(401).send(String(signInPage('The email address or the password is wrong.')))
      return
    }
    await sessions.begin(request, response, user)
    response.redirect(303, '/')
  })

  app.use(({ user, method }: ShopRequest, response, next) => {
    if (user) next()
    else response.status(method === 'GET' ? 200 : 401).send(String(signInPage()))
  })

  app.post('/sign-out', async (request, response) => {
    await sessions.end(request, response)
    response.redirect(303, '/')
  })

  app.get('/', async ({ user }: ShopRequest, response) => {
    if (!user) return
    const tickets = await helpdesk.as(personOf(user)).tickets.list({ limit: 10 })
    response.send(String(accountPage(user, await ordersOf(pool, user), tickets.data)))
  })

  app.post('/orders', async (request: ShopRequest, response) => {
    const { item = '' } = fieldsOf(request)
    if (!request.user || !item.trim()) return void response.redirect(303, '/')
    await placeOrder(pool, request.user, item.trim().slice(0, 100))
    response.redirect(303, '/')
  })

  app.post('/orders/:id/complaints', async (request: ShopRequest, response, next) => {
    const { user, params } = request
    const orderId = String(params.id)
    if (!user || !/^[1-9]\d{0,17}$/.test(orderId)) return next()
    const ticket = await complain(helpdesk, user, orderId, fieldsOf(request).complaint ?? '')
    if (ticket) response.redirect(303, '/')
    else next()
  })

  app.use((_request, response) => {
    response.status(404).send(String(messagePage('There is nothing here.')))
  })

  const onError: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) return next(error)
    const status = Number(error?.status) || 500
    if (status >= 500) console.error(error)
    const isForReaders = error instanceof HelpdeskError && status < 500
    const message = isForReaders ? error.message : 'That did not work.'
    response.status(status).send(String(messagePage(message)))
  }
  return app.use(onError)
}

/** The texts of a form. Anything else that was sent under a name is left out. */
function fieldsOf({ body }: express.Request): Readonly<Record<string, string | undefined>> {
  const fields = Object.entries(Object(body))
  return Object.fromEntries(
    fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  )
}
