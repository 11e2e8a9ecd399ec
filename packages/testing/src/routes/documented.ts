/** Whether an answer is what the route says of itself. */
import type { Route } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import type { Check } from '../suite.ts'
import type { Answer } from './ask.ts'
import type { RouteContractOptions } from './options.ts'

/** An answer that worked has the fields of the route's `response`, and no others. */
export function expectDocumented({ operationId, response }: Route, { text, json }: Answer): void {
  if (!response || json === undefined) return
  const parsed = response.safeParse(json)
  const said = `The answer of "${operationId}" is not what its response says: ${text}`
  expect(parsed.error?.issues, said).toBeUndefined()
  expect(json, said).toEqual(parsed.data)
}

export function documentedChecks(route: Route, { permissions }: RouteContractOptions): Check[] {
  return [
    {
      name: 'names a permission that somebody declares',
      run() {
        const { permission, operationId } = route
        const isDeclared = permission === 'public' || Object.hasOwn(permissions, permission)
        const said = `Add ${JSON.stringify(permission)} of "${operationId}" to the permissions.`
        expect(isDeclared, said).toBe(true)
      },
    },
    {
      name: 'is documented',
      run() {
        expect(route.summary, 'Give it a summary.').toMatch(/\S/)
        expect(route.tag, 'Give it a tag.').toMatch(/\S/)
        const hasAnswer = route.status === 204 || !!route.response || !!route.rawResponse
        expect(hasAnswer, 'Give it the schema of its answer as response, or rawResponse.').toBe(
          true,
        )
      },
    },
  ]
}
