/** The plugin under test, taken apart once, the way the helpdesk does it. */
import {
  corePermissions,
  createHelpdesk,
  type HelpdeskOptions,
  type HelpdeskPlugin,
} from '@deskhand/core'
import { getTableConfig } from '@deskhand/core/db'
import {
  mountRoute,
  type PermissionCatalogue,
  type PluginParts,
  type Route,
} from '@deskhand/core/plugin'
import { sqlite } from '@deskhand/core/sqlite'
import { testSecret } from '../create-test-helpdesk.ts'
import type { Ground } from '../routes/ground.ts'
import type { PluginTable, Row } from '../rows.ts'
import type { AnyPluginContract } from './options.ts'
import { probe } from './probe.ts'

export interface Subject {
  readonly plugin: HelpdeskPlugin
  readonly parts: PluginParts
  /** With their paths as they are mounted. */
  readonly routes: readonly Route[]
  readonly tables: readonly PluginTable[]
  readonly options: AnyPluginContract
  /** Core's, the plugin's and its siblings'. */
  readonly permissions: PermissionCatalogue
  /** All plugins of the helpdesk under test. */
  readonly installed: readonly HelpdeskPlugin[]
}

/** The subject on one database. */
export interface Stand extends Subject {
  readonly ground: Ground
}

/** Boots a helpdesk with these plugins and lets it go again; throws what booting throws. */
export function boot(
  plugins: readonly HelpdeskPlugin[],
  settings: Partial<HelpdeskOptions> = {},
): void {
  const database = sqlite({ file: ':memory:' })
  try {
    createHelpdesk({
      ...settings,
      database,
      secret: testSecret,
      authenticate: () => null,
      plugins,
    })
  } finally {
    void database.close()
  }
}

export function takeApart(options: AnyPluginContract): Subject {
  const { plugin, with: siblings = [], settings } = options
  let parts: PluginParts | undefined
  const observed: HelpdeskPlugin = Object.create(plugin, {
    setup: {
      value(context: Parameters<HelpdeskPlugin['setup']>[0]) {
        parts = plugin.setup(context)
        return parts
      },
    },
  })
  boot([...siblings, observed, probe], settings)
  if (!parts) throw new Error(`The plugin "${plugin.id}" was not set up.`)
  return {
    plugin,
    parts,
    routes: (parts.routes ?? []).map((route) => mountRoute(plugin.id, route)),
    tables: Object.values(plugin.tables ?? {}),
    options,
    permissions: Object.assign(
      {},
      corePermissions,
      ...[...siblings, plugin].map((one) => one.permissions),
    ),
    installed: [...siblings, plugin, probe],
  }
}

/** The rows that hang on a ticket by a `t.ticketRef()`. */
export function hangingOn(
  rows: readonly Row[],
  tables: readonly PluginTable[],
  ticketId: string,
): Row[] {
  const columns = new Map(
    tables.map((table) => [getTableConfig(table).name, ticketColumns(table)] as const),
  )
  return rows.filter(({ table, values }) =>
    columns.get(table)?.some((column) => values[column] === ticketId),
  )
}

/** The properties of a table that refer to tickets. */
export function ticketColumns(table: PluginTable): string[] {
  const { foreignKeys, columns } = getTableConfig(table)
  const names = foreignKeys.flatMap((key) => {
    const { foreignTable, columns: own } = key.reference()
    const isTicket = getTableConfig(foreignTable).name === 'deskhand_tickets'
    return isTicket ? own.map(({ name }) => name).filter((name) => name !== 'tenant_id') : []
  })
  return columns.flatMap((column) => (names.includes(column.name) ? [keyOf(table, column)] : []))
}

function keyOf(table: PluginTable, column: unknown): string {
  const entry = Object.entries(table).find(([, candidate]) => candidate === column)
  return entry?.[0] ?? ''
}
