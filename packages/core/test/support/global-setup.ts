/** Offers all test files one Postgres server; `postgresUrl()` asks for it. */
import type { TestProject } from 'vitest/node'
import { openPostgresEndpoint } from './postgres-endpoint.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresEndpoint: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const endpoint = await openPostgresEndpoint()
  project.provide('postgresEndpoint', endpoint.url)
  return () => endpoint.close()
}
