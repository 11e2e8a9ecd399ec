/** The script of the demo's pages, made from source when the demo starts, so that nothing has to be built. */
import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { Hono } from 'hono'

export interface Bundle {
  /** Where the page's script is, such as `/app/desk-5GQ4XKJX.js`. */
  readonly entry: string
  /** By path. */
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

export async function bundle(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: { desk: join(import.meta.dirname, 'desk.ts') },
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['deskhand-source', 'production'],
    outdir: '/app',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
  })
  const files = new Map(
    outputFiles.map(({ path, contents }) => [`/app/${basename(path)}`, new Uint8Array(contents)]),
  )
  const entry = [...files.keys()].find((path) => path.startsWith('/app/desk-'))
  if (!entry) throw new Error('esbuild made no script for the pages.')
  return { entry, files }
}

/** Serves the files; their names change with what is in them. */
export function serveBundle(ready: Promise<Bundle>): Hono {
  const app = new Hono()
  app.get('/:name', async (c) => {
    const file = (await ready).files.get(`/app/${c.req.param('name')}`)
    if (!file) return c.notFound()
    const etag = `"${createHash('sha256').update(file).digest('base64url').slice(0, 22)}"`
    return c.body(file, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      etag,
    })
  })
  return app
}
