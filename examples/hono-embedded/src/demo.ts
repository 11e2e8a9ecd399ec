/** The demo from its settings to a running server: database, helpdesk, tickets, pages. */
import { join } from 'node:path'
import type { Helpdesk } from '@deskhand/core'
import { postgres } from '@deskhand/core/postgres'
import { sqlite } from '@deskhand/core/sqlite'
import { createApp } from './app.ts'
import { bundle } from './browser/bundle.ts'
import { createDemoHelpdesk, type DemoHelpdeskOptions, demoPlugins } from './helpdesk.ts'
import { type Listening, listen } from './listen.ts'
import { seed } from './seed/seed.ts'
import { type Settings, secretOf } from './settings.ts'

export interface Demo {
  /** Such as `http://127.0.0.1:3000`. */
  readonly url: string
  readonly helpdesk: Helpdesk
  /** Answers what is running, finishes background work and closes the database. */
  stop(): Promise<void>
}

/** For trials of the demo as it is: a plugin that looks on, another clock, fewer tickets. */
export interface DemoAdditions extends Pick<DemoHelpdeskOptions, 'plugins' | 'clock'> {
  /** How many tickets customers open, by tenant. */
  readonly tickets?: Readonly<Record<string, number>>
}

const manyTickets = { default: 204, acme: 24 }

export async function startDemo(
  settings: Settings,
  { tickets = manyTickets, ...additions }: DemoAdditions = {},
): Promise<Demo> {
  const { databaseUrl, dataDir } = settings
  const secret = secretOf(settings)
  const database = databaseUrl
    ? postgres({ url: databaseUrl })
    : sqlite({ file: join(dataDir, 'helpdesk.db') })
  const plugins = settings.plugins === 'none' ? [] : demoPlugins(join(dataDir, 'files'))
  const helpdesk = createDemoHelpdesk({
    database,
    secret,
    ...additions,
    plugins: [...plugins, ...(additions.plugins ?? [])],
  })
  // While the database is made ready. Where it fails, whoever asks for a page hears of it.
  const scripts = bundle()
  scripts.catch(() => {})
  const app = createApp(helpdesk, {
    database: databaseUrl ? 'Postgres' : 'SQLite',
    dataDir,
    scripts,
  })

  async function prepare(): Promise<void> {
    await helpdesk.migrate()
    const now = new Date()
    for (const [tenantId, count] of Object.entries(tickets)) {
      await seed({ database, secret, now, plugins, tenantId, count })
    }
    await helpdesk.start()
    await Promise.allSettled([scripts])
  }

  let prepared: Promise<void> | undefined
  let server: Listening | undefined

  async function stop(): Promise<void> {
    // Streams have no end of their own, which the server would wait for.
    await helpdesk.stop()
    await server?.stop()
    await helpdesk.close()
  }

  try {
    // First of all, so that a port that is taken is found out at once. Who asks early waits.
    server = await listen(settings, async (request, env) => {
      await prepared
      return app.fetch(request, env)
    })
    prepared = prepare()
    await prepared
    return { url: server.url, helpdesk, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
