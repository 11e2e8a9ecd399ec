/** One helpdesk on which all checks of a suite run, each in a tenant of its own. */
import type { HelpdeskOptions, HelpdeskPlugin, Logger } from '@deskhand/core'
import { createTestHelpdesk, type TestHelpdesk } from '../create-test-helpdesk.ts'
import type { TestDatabases } from '../databases/types.ts'
import { createFixture, type Fixture, type FixtureOptions } from '../fixture.ts'
import { type PluginTable, type Row, readRows } from '../rows.ts'

export interface Ground {
  readonly desk: TestHelpdesk
  open(): Promise<void>
  close(): Promise<void>
  fixture(options?: FixtureOptions): Promise<Fixture>
  /** A tenant without anything in it. */
  emptyTenant(): string
  rows(fixture: Fixture): Promise<Row[]>
  /** What the helpdesk logged last as an error. */
  lastError(): unknown
}

export interface GroundOptions {
  readonly database: TestDatabases
  readonly plugins: readonly HelpdeskPlugin[]
  readonly tables: readonly PluginTable[]
  readonly settings: Partial<HelpdeskOptions>
}

export function createGround({ database, plugins, tables, settings }: GroundOptions): Ground {
  let desk: TestHelpdesk | undefined
  let tenants = 0
  let failure: unknown
  const nextTenant = () => `t${++tenants}`

  const logger: Logger = {
    debug() {},
    info() {},
    warn() {},
    error(_message, fields) {
      failure = fields?.error ?? fields?.cause ?? fields
    },
  }

  function opened(): TestHelpdesk {
    if (!desk) throw new Error('The helpdesk of this suite could not be opened.')
    return desk
  }

  return {
    get desk() {
      return opened()
    },
    async open() {
      const erased = { ...settings, plugins, logger, database } as object
      desk = (await createTestHelpdesk(erased)) as TestHelpdesk
    },
    async close() {
      await desk?.close()
    },
    fixture: (options) => createFixture(opened(), nextTenant(), options),
    emptyTenant: nextTenant,
    rows: ({ tenantId }) => readRows(opened().storage.db, tables, tenantId),
    lastError: () => failure,
  }
}
