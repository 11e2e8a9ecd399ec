/** Pages under a strict policy, with all elements from one script. */
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { minifyTemplates } from '../../../scripts/minify-templates.ts'

interface StrictPage {
  /** All of the page's body, when there is a script as well. */
  readonly html: string
  /** In place of the one that registers everything and gives the provider a client. */
  readonly script?: string
  /** Of elements by their tag. */
  readonly properties?: Readonly<Record<string, object>>
  readonly baseUrl: string
  readonly token: string
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html dompurify',
].join('; ')

const everything = join(import.meta.dirname, 'strict-app.ts')
const pages: StrictPage[] = []
let script: Promise<string> | undefined

/** Keeps a page; answers with its path. */
export function addStrictPage(page: StrictPage): { path: string } {
  return { path: `/strict/${pages.push(page) - 1}` }
}

/** Answers `/strict/<number>` and `/strict/app.js`; false for anything else. */
export async function serveStrict(url: string, response: ServerResponse): Promise<boolean> {
  const [, name = ''] = /^\/strict\/([\w.]+)$/.exec(url) ?? []
  const page = pages[Number(name)]
  if (name === 'icon') {
    response.writeHead(204).end()
    return true
  }
  const own = pages[Number(/^(\d+)\.js$/.exec(name)?.[1])]?.script
  if (name !== 'app.js' && own === undefined && !page) return false
  response.setHeader('content-security-policy', policy)
  if (page) {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(documentOf(page, name))
  } else {
    response.setHeader('content-type', 'text/javascript')
    if (own === undefined) script ??= bundle({ entryPoints: [everything] })
    const stdin = { contents: own ?? '', resolveDir: import.meta.dirname }
    response.end(await (own === undefined ? script : bundle({ stdin })))
  }
  return true
}

function documentOf(
  { html, properties = {}, baseUrl, token, script }: StrictPage,
  name: string,
): string {
  if (script !== undefined) {
    return `<!doctype html>
<html lang="en">
<title>Strict</title>
<link rel="icon" href="/strict/icon">
${html.replace('/page.js', `/strict/${name}.js`)}
</html>`
  }
  const given = JSON.stringify(properties).replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return `<!doctype html>
<html lang="en">
<title>Strict</title>
<link rel="icon" href="/strict/icon">
<deskhand-provider data-base-url="${baseUrl}" data-token="${token}" data-properties="${given}">${html}</deskhand-provider>
<script type="module" src="/strict/app.js"></script>
</html>`
}

async function bundle(code: Pick<BuildOptions, 'entryPoints' | 'stdin'>): Promise<string> {
  const { outputFiles } = await build({
    ...code,
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['deskhand-source', 'production'],
    plugins: [minifyTemplates()],
  })
  return outputFiles[0]?.text ?? ''
}
