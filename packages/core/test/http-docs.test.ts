import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { coreParts } from '../src/core-parts.ts'

it('docs/http-api.md has every route of core, and no others', () => {
  const page = readFileSync(new URL('../../../docs/http-api.md', import.meta.url), 'utf8')
  const documented = page.matchAll(/`((?:GET|POST|PUT|PATCH|DELETE) \/[^`]*)`/g)
  const routes = coreParts.routes?.map(({ method, path }) => `${method} ${path}`)
  expect(new Set(Array.from(documented, ([, route]) => route))).toEqual(new Set(routes))
})

it('the handler for Next.js in docs/http-api.md has the method of every route', () => {
  const page = readFileSync(new URL('../../../docs/http-api.md', import.meta.url), 'utf8')
  const exported = new Set(Array.from(page.matchAll(/handler as ([A-Z]+)/g), ([, name]) => name))
  const methods = coreParts.routes?.map(({ method }) => method) ?? []
  // Core has no PUT, and plugins may.
  for (const method of [...methods, 'PUT', 'OPTIONS']) expect(exported).toContain(method)
})
