/** The demo's routes: the helpdesk, and the few pages of the app around it. */

import type { Helpdesk } from '@deskhand/core'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { csrf } from 'hono/csrf'
import { secureHeaders } from 'hono/secure-headers'
import { type Bundle, serveBundle } from './browser/bundle.ts'
import { agentPage, portalPage } from './pages/desk/pages.ts'
import { elementsPage } from './pages/elements/page.ts'
import { runningExamples, scriptOf } from './pages/elements/running.ts'
import type { Widgets } from './pages/layout.ts'
import { missingPage } from './pages/missing.ts'
import { productPage } from './pages/product/page.ts'
import { referencePage } from './pages/reference/page.ts'
import { startPage } from './pages/start/page.ts'
import { ticketPage } from './pages/ticket/page.ts'
import {
  pageAfterSignIn,
  personFor,
  personOf,
  type SignedIn,
  signIn,
  signOut,
} from './people/session.ts'

export interface AppOptions {
  /** The name of the database, for the page about the API. */
  readonly database: string
  /** Where the app keeps what it has made. */
  readonly dataDir: string
  /** The script of the pages. */
  readonly scripts: Promise<Bundle>
}

export function createApp(helpdesk: Helpdesk, { database, dataDir, scripts }: AppOptions): Hono {
  const app = new Hono()

  async function widgets(): Promise<Widgets> {
    return { script: (await scripts).entry, helpdesk: helpdesk.basePath }
  }

  /** Nobody has to sign in to look at the demo: who comes to a page for the first time is `login`. */
  function visitor(c: Context, login: string): SignedIn {
    const person = personOf(c.req.raw) ?? personFor(login)
    if (!person) throw new Error(`The demo has no person ${login}.`)
    if (!personOf(c.req.raw)) signIn(c, person)
    return person
  }

  app.mount(helpdesk.basePath, helpdesk.fetch)

  app.use(csrf(), bodyLimit({ maxSize: 4_096 }), secureHeaders(headers))
  app.use('/assets/*', serveStatic({ root: `${import.meta.dirname}/..` }))
  app.route('/app', serveBundle(scripts))

  app.get('/', async (c) => c.html(productPage(visitor(c, 'ada'), await widgets(), new Date())))
  app.get('/portal', async (c) => c.html(portalPage(visitor(c, 'ada'), await widgets())))
  app.get('/agent', async (c) => c.html(agentPage(visitor(c, 'grace'), await widgets())))
  app.get('/elements', async (c) =>
    c.html(
      await elementsPage(helpdesk, {
        person: visitor(c, 'grace'),
        widgets: await widgets(),
        dataDir,
      }),
    ),
  )

  app.get('/elements/examples.js', async (c) => {
    const script = scriptOf(await runningExamples(helpdesk, visitor(c, 'grace')))
    return c.body(script, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-store',
    })
  })

  app.get('/api', async (c) =>
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
    const { person, tenant, to } = await c.req.parseBody()
    const signedIn = personFor(`${person}@${tenant || 'default'}`)
    if (!signedIn) return c.text('There is no such person or tenant in the demo.', 400)
    signIn(c, signedIn)
    return c.redirect(pageAfterSignIn(signedIn, to), 303)
  })

  app.post('/sign-out', (c) => {
    signOut(c)
    return c.redirect('/api', 303)
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
  /** Everything from the demo itself, no scripts but its own, and what makes HTML goes through two doors. */
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'", 'blob:'],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['lit-html', 'dompurify'],
  },
  /** Without a referrer, browsers would not name the origin of a form either. */
  referrerPolicy: 'same-origin',
  /** The demo is plain HTTP on localhost, where other things are as well. */
  strictTransportSecurity: false,
}
