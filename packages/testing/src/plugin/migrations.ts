import { createHelpdesk, type HelpdeskPlugin, type Storage } from '@deskhand/core'
import { getTableConfig } from '@deskhand/core/db'
import { expect } from 'vitest'
import { testSecret } from '../create-test-helpdesk.ts'
import type { TestDatabases } from '../databases/types.ts'
import { person } from '../people.ts'
import type { Check } from '../suite.ts'
import { actualShape, declaredShape } from './schema.ts'
import type { Subject } from './subject.ts'

export function migrationChecks(subject: Subject, database: TestDatabases): Check[] {
  const { plugin, installed, tables } = subject
  const own = (plugin.migrations ?? []).map(({ id }) => ({ plugin: plugin.id, id }))
  const check = (name: string, run: (storage: Storage, open: () => Storage) => Promise<void>) => ({
    name,
    async run() {
      const fresh = await database.create()
      try {
        await run(fresh.open(), fresh.open)
      } finally {
        await fresh.dispose()
      }
    },
  })

  return [
    check('run on an empty database, and only once', async (storage) => {
      const { applied } = await helpdeskOn(storage, installed).migrate()
      expect(applied.filter((one) => one.plugin === plugin.id)).toEqual(own)
      expect((await helpdeskOn(storage, installed).migrate()).applied).toEqual([])
    }),
    check('run once when several processes start', async (storage, open) => {
      const starters = [storage, open(), open()].map((one) => helpdeskOn(one, installed).migrate())
      const applied = (await Promise.all(starters)).flatMap((result) => result.applied)
      // Each starter says what it applied itself, so only together they have all, in any order.
      const ids = applied.filter((one) => one.plugin === plugin.id).map(({ id }) => id)
      expect(ids.toSorted()).toEqual(own.map(({ id }) => id).toSorted())
    }),
    check('run on a helpdesk that has tickets', async (storage) => {
      const before = helpdeskOn(storage, [])
      await before.migrate()
      const ticket = { subject: 'From before', description: 'Help' }
      const { id } = await before.as(person('ada')).tickets.create(ticket)
      const after = helpdeskOn(storage, installed)
      await after.migrate()
      const include = Object.keys(subject.parts.ticketFields ?? {})
      const api = after.as(person('sue')) as ReturnType<(typeof before)['as']>
      await api.tickets.get({ ticketId: id, include: include as never[] })
    }),
    check('make the tables that are declared', async (storage) => {
      await helpdeskOn(storage, installed).migrate()
      for (const table of tables) {
        const actual = await actualShape(storage, table)
        const declared = declaredShape(storage, table)
        const said = `${getTableConfig(table).name} is not in the database as it is in tables.`
        expect(actual.columns, said).toEqual(declared.columns)
        expect(actual.indexes, said).toEqual(expect.arrayContaining([...declared.indexes]))
      }
    }),
    check('make no table that nobody owns', async (storage) => {
      const helpdesk = helpdeskOn(storage, installed)
      await helpdesk.migrate()
      const findings = await helpdesk.doctor()
      const strays = findings.filter(({ code }) => code === 'table_without_plugin')
      expect(strays, 'Declare each table in tables, or name it in ownedTables.').toEqual([])
    }),
  ]
}

function helpdeskOn(database: Storage, plugins: readonly HelpdeskPlugin[]) {
  return createHelpdesk({ database, secret: testSecret, authenticate: () => null, plugins })
}
