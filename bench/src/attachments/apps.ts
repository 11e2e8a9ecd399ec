/** The helpdesk with files on local disk, and routes that do nothing but hash, write and read. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createHelpdesk } from '@deskhand/core'
import { helpdeskApp as appOf } from '@deskhand/core/hono'
import { sqlite } from '@deskhand/core/sqlite'
import { attachments, localDisk } from '@deskhand/plugin-attachments'
import { Hono } from 'hono'
import { actorOf, people } from '../people.ts'

type App = Pick<Hono, 'fetch'>

export async function deskhandApp(folder: string): Promise<App> {
  const helpdesk = createHelpdesk({
    database: sqlite({ file: join(folder, 'helpdesk.db') }),
    secret: 'a secret that only the benchmark uses',
    authenticate: (request) => actorOf(request.headers.get('authorization')),
    people,
    plugins: [
      attachments({
        storage: localDisk({ dir: join(folder, 'files') }),
        serveUnscanned: true,
        // 32 uploads of 50 MB belong to one person here.
        limits: { ticketBytes: 8 * 2 ** 30 },
      }),
    ],
  })
  await helpdesk.migrate()
  await helpdesk.start()
  return new Hono().route(helpdesk.basePath, appOf(helpdesk))
}

/** The same paths, as far as the benchmark asks for them. */
export function bareApp(folder: string): App {
  const dir = join(folder, 'files')
  mkdirSync(dir, { recursive: true })
  const app = new Hono().basePath('/helpdesk')
  app.use(async (c, next) => (actorOf(c.req.header('authorization')) ? next() : c.body(null, 401)))
  app.post('/attachments', async (c) => {
    const id = randomUUID()
    const hash = createHash('sha256')
    const handle = await open(join(dir, id), 'wx')
    for await (const chunk of c.req.raw.body ?? []) {
      hash.update(chunk)
      await handle.write(chunk)
    }
    await handle.sync()
    await handle.close()
    return c.json({ id, sha256: hash.digest('hex') }, 201)
  })
  app.get('/tickets/:ticketId/attachments/:id/content', async (c) => {
    const path = join(dir, c.req.param('id'))
    const { size } = await stat(path)
    return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, {
      headers: { 'content-length': String(size), 'content-type': 'text/plain' },
    })
  })
  app.delete('/attachments/:id', async (c) => {
    await rm(join(dir, c.req.param('id')))
    return c.body(null, 204)
  })
  app.post('/tickets', (c) => c.json({ id: randomUUID() }, 201))
  return app
}
