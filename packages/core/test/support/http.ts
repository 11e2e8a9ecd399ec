/** What tests of the HTTP layer share: a plugin with routes to poke at, and a check of refusals. */
import { expect } from 'vitest'
import { problemOutput } from '../../src/http/outputs.ts'
import type { Problem } from '../../src/http/problem.ts'
import type { Route } from '../../src/http/route.ts'
import type { Logger } from '../../src/kit/ports.ts'
import type { HelpdeskPlugin, PluginParts } from '../../src/plugin/contract.ts'

/** A plugin `probe` of which only some parts matter. Everyone but customers may `probe:use`. */
export function probe(
  parts: Omit<PluginParts, 'api'> = {},
): HelpdeskPlugin<'probe', { readonly isHere: true }> {
  return {
    id: 'probe',
    version: '1.2.3',
    core: '^0.0.0',
    permissions: {
      'probe:use': { roles: ['agent', 'supervisor', 'admin'], description: 'Poke at it' },
    },
    setup: () => ({ api: () => ({ isHere: true }), ...parts }),
  }
}

/** What a route of the probe needs besides its handler. */
export const probeRoute = {
  method: 'GET',
  path: '/',
  operationId: 'probe.get',
  summary: 'Poke',
  tag: 'Probe',
  permission: 'probe:use',
  status: 200,
} satisfies Partial<Route>

/** Asserts that a response is a whole problem document (RFC 9457) with this status and code. */
export async function expectProblem(
  response: Response,
  status: number,
  code: string,
): Promise<Problem> {
  const text = await response.text()
  expect(`${response.status} ${text}`).toContain(`${status} {`)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  const problem = problemOutput.parse(JSON.parse(text))
  expect(problem).toMatchObject({ status, code, type: `urn:deskhand:problem:${code}` })
  expect(problem.requestId).toBe(response.headers.get('x-request-id'))
  return problem
}

export interface LoggedLine {
  readonly level: keyof Logger
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Keeps what is logged. */
export function memoryLogger(): Logger & { readonly lines: LoggedLine[] } {
  const lines: LoggedLine[] = []
  const at =
    (level: keyof Logger) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) => {
      lines.push({ level, message, fields })
    }
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}
