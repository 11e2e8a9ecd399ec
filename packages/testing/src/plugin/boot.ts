import type { HelpdeskPlugin } from '@deskhand/core'
import { expect } from 'vitest'
import { roles } from '../routes/target.ts'
import type { Check } from '../suite.ts'
import { boot, type Subject, takeApart } from './subject.ts'

export function bootChecks(subject: Subject): Check[] {
  const { plugin, options } = subject
  const { with: siblings = [], settings } = options
  const altered = (change: Partial<HelpdeskPlugin>): HelpdeskPlugin =>
    Object.create(
      plugin,
      Object.fromEntries(Object.entries(change).map(([key, value]) => [key, { value }])),
    )
  return [
    {
      name: 'is refused twice',
      run() {
        expect(() => boot([...siblings, plugin, plugin], settings)).toThrow(/twice/)
      },
    },
    {
      name: 'is refused by a core that it does not know',
      run() {
        const future = altered({ core: '>=1000.0.0' })
        expect(() => boot([...siblings, future], settings)).toThrow(/>=1000\.0\.0/)
        const said = 'Give core a range that ends, such as "^1.0.0": who knows what comes after.'
        expect(plugin.core, said).toMatch(/[<^~]|\d\.x| - |^\d/)
      },
    },
    ...(plugin.requires ?? []).map((required) => ({
      name: `needs ${required}`,
      run() {
        const others = siblings.filter(({ id }) => id !== required)
        expect(() => boot([...others, plugin], settings)).toThrow(`"${required}"`)
      },
    })),
    { name: 'says what its permissions are for', run: () => describesPermissions(plugin) },
    { name: 'names its routes by its id', run: () => namesRoutes(subject) },
    {
      name: 'is set up anew for each helpdesk',
      run() {
        const again = takeApart(options).routes.map(({ operationId }) => operationId)
        expect(again).toEqual(subject.routes.map(({ operationId }) => operationId))
      },
    },
  ]
}

function describesPermissions({ permissions = {} }: HelpdeskPlugin): void {
  for (const [name, { description, roles: holders }] of Object.entries(permissions)) {
    expect(description, `The permission ${name} needs a line that says what it is for.`).toMatch(
      /\S/,
    )
    expect(roles, `The permission ${name} is for roles that exist.`).toEqual(
      expect.arrayContaining([...holders]),
    )
  }
}

function namesRoutes({ plugin, routes }: Subject): void {
  const names = routes.map(({ operationId }) => operationId)
  const strays = names.filter((name) => !name.startsWith(`${plugin.id}.`))
  expect(strays, `Each operationId begins with "${plugin.id}.".`).toEqual([])
}
