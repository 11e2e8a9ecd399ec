/** The demo's routes: the helpdesk, and the few pages of the app around it. */

import type { Helpdesk } from '@deskhand/core'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'
import { missingPage } from './pages/missing.ts'
import { referencePage } from './pages/reference/page.ts'
import { startPage } from './pages/start/page.ts'
import { ticketPage } from './pages/ticket/page.ts'
import { personFor, personOf, signIn, signOut } from './people/session.ts'

export interface AppOptions {
  /** The name of the database, for the start page. */
  readonly database: string
}

export function createApp(helpdesk: Helpdesk, { database }: AppOptions): Hono {
  const app = new Hono()

  app.mount(helpdesk.basePath, helpdesk.fetch)

  app.use(csrf(), bodyLimit({ maxSize: 4_096 }), secureHeaders(headers))
  app.use('/assets/*', serveStatic({ root: `${import.meta.dirname}/..` }))

  app.get('/', async (c) =>
    c.html(
      await startPage(helpdesk, {
        person: personOf(c.req.raw),
        database,
        origin: new URL(c.req.url).origin,
        view: c.req.query('view') ?? '',
      }),
    ),
  )

  app.post('/sign-in', async (c) => {
    const { person, tenant } = await c.req.parseBody()
    const signedIn = personFor(`${person}@${tenant || 'default'}`)
    if (!signedIn) return c.text('There is no such person or tenant in the demo.', 400)
    signIn(c, signedIn)
    return c.redirect('/', 303)
  })

  app.post('/sign-out', (c) => {
    signOut(c)
    return c.redirect('/', 303)
  })

  app.get('/tickets/:number{[1-9][0-9]{0,8}}', async (c) => {
    const person = personOf(c.req.raw)
    const page = person && (await ticketPage(helpdesk, person, Number(c.req.param('number'))))
    return page ? c.html(page) : c.notFound()
  })

  app.get('/reference', async (c) => c.html(await referencePage(helpdesk, personOf(c.req.raw))))

  app.notFound((c) => c.html(missingPage(personOf(c.req.raw), c.req.path), 404))

  return app
}

const headers = {
  /** Everything from the demo itself, and no scripts but its own. */
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  /** Without a referrer, browsers would not name the origin of a form either. */
  referrerPolicy: 'same-origin',
  /** The demo is plain HTTP on localhost, where other things are as well. */
  strictTransportSecurity: false,
}
