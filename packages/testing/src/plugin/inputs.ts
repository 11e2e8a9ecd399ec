/** Extra body fields of core's operations. */
import type { Role } from '@deskhand/core'
import type { InputField } from '@deskhand/core/plugin'
import { expect } from 'vitest'
import type { Fixture } from '../fixture.ts'
import { mutations } from '../routes/mutations.ts'
import { personOf, roles } from '../routes/target.ts'
import type { Check, Suite } from '../suite.ts'
import { askCore, coreRoutes } from './core-routes.ts'
import type { Stand } from './subject.ts'

const staff: readonly Role[] = ['agent', 'supervisor', 'admin']

interface CoreOperation {
  readonly route: typeof coreRoutes.create
  readonly body: object
  /** Staff open tickets for others: on their own they are customers. */
  readonly staffBody?: object
  readonly roles: readonly Role[]
}

/** A request of each operation that works without the field, and who may make it. */
const operations: Readonly<Record<string, CoreOperation>> = {
  'ticket.create': {
    route: coreRoutes.create,
    body: { subject: 'Help', description: 'It is broken.' },
    staffBody: { requesterId: 'ada' },
    roles,
  },
  'ticket.update': { route: coreRoutes.update, body: { subject: 'Better' }, roles: staff },
  'ticket.transition': { route: coreRoutes.transition, body: { status: 'pending' }, roles: staff },
  'ticket.assign': { route: coreRoutes.assign, body: { assigneeId: 'hal' }, roles: staff },
  'reply.create': { route: coreRoutes.createReply, body: { body: 'Hello' }, roles },
}

export function inputSuites(stand: Stand): Suite[] {
  return Object.entries(stand.parts.inputs ?? {}).flatMap(([point, fields]) =>
    Object.entries(fields as Record<string, InputField>).map(([name, field]) => ({
      name: `field ${name} of ${point}`,
      checks: operations[point] ? inputChecks(stand, point, name, field) : [],
    })),
  )
}

function inputChecks(stand: Stand, point: string, name: string, field: InputField): Check[] {
  const make = stand.options.inputs?.[point as 'ticket.create']?.[name]
  const operation = operations[point]
  if (!make || !operation) return [missing(point, name)]
  const holders = field.permission ? (stand.permissions[field.permission]?.roles ?? []) : roles

  const send = (fixture: Fixture, role: Role, value: unknown) =>
    askCore(stand, fixture, personOf[role], operation.route, {
      body: {
        ...operation.body,
        ...(role !== 'customer' && operation.staffBody),
        [name]: value,
      },
    })

  return [
    {
      name: 'is applied for those who may',
      async run() {
        for (const role of operation.roles.filter((one) => holders.includes(one))) {
          const fixture = await stand.ground.fixture()
          const value = await make(fixture, personOf[role])
          const before = await stand.ground.rows(fixture)
          const { status, text } = await send(fixture, role, value)
          expect(status, `${role} got ${text}`).toBeLessThan(300)
          const said = 'The field left no row behind.'
          if (stand.tables.length > 0) {
            expect(await stand.ground.rows(fixture), said).not.toEqual(before)
          }
        }
      },
    },
    {
      name: 'is refused to the others',
      async run() {
        const fixture = await stand.ground.fixture()
        const value = await make(fixture, personOf.admin)
        const before = await stand.ground.rows(fixture)
        for (const role of operation.roles.filter((one) => !holders.includes(one))) {
          const { status, text } = await send(fixture, role, value)
          expect(status, `${role} got ${text}`).toBe(403)
        }
        expect(await stand.ground.rows(fixture), 'A refused field left rows.').toEqual(before)
      },
    },
    {
      name: 'survives hostile values',
      async run() {
        const fixture = await stand.ground.fixture()
        const value = await make(fixture, personOf.admin)
        for (const hostile of mutations(value)) await send(fixture, 'admin', hostile)
      },
    },
  ]
}

function missing(point: string, name: string): Check {
  return {
    name: 'has a value to check with',
    run() {
      throw new Error(`Add a value: inputs: { '${point}': { ${name}: () => … } }`)
    },
  }
}
