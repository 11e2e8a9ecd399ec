/** The plugin under test, taken apart once, the way the helpdesk does it. */
import {
  coreEvents,
  corePermissions,
  createHelpdesk,
  type HelpdeskOptions,
  type HelpdeskPlugin,
} from '@deskhand/core'
import { getTableConfig } from '@deskhand/core/db'
import {
  type EventDeclarations,
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
  /** The types of events that core, the plugin and its siblings declare. */
  readonly events: EventDeclarations
  /** The types that are always declared: by core, the plugin, and the plugins that it requires. */
  readonly ownEvents: EventDeclarations
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
  const partsOf = new Map<string, PluginParts>()
  boot([...[...siblings, plugin].map((one) => observed(one, partsOf)), probe], settings)
  const parts = partsOf.get(plugin.id)
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
    events: Object.assign({}, coreEvents, ...[...partsOf.values()].map(({ events }) => events)),
    ownEvents: Object.assign(
      {},
      coreEvents,
      ...[plugin.id, ...(plugin.requires ?? [])].map((id) => partsOf.get(id)?.events),
    ),
    installed: [...siblings, plugin, probe],
  }
}

/** The same plugin, whose parts are kept as it is set up. */
function observed(plugin: HelpdeskPlugin, partsOf: Map<string, PluginParts>): HelpdeskPlugin {
  return Object.create(plugin, {
    setup: {
      value(context: Parameters<HelpdeskPlugin['setup']>[0]) {
        const parts = plugin.setup(context)
        partsOf.set(plugin.id, parts)
        return parts
      },
    },
  })
}

/** The rows that refer to one of these tickets or replies by a `t.ticketRef()` or `t.replyRef()`. */
export function hangingOn(
  rows: readonly Row[],
  tables: readonly PluginTable[],
  ...ids: readonly string[]
): Row[] {
  const columns = new Map(
    tables.map((table) => [
      getTableConfig(table).name,
      [...ticketColumns(table), ...replyColumns(table)],
    ]),
  )
  return rows.filter(({ table, values }) =>
    columns.get(table)?.some((column) => ids.includes(values[column] as string)),
  )
}

/** The properties of a table that refer to tickets. */
export function ticketColumns(table: PluginTable): string[] {
  return columnsTo(table, 'deskhand_tickets')
}

/** The properties of a table that refer to replies. */
export function replyColumns(table: PluginTable): string[] {
  return columnsTo(table, 'deskhand_replies')
}

/** The tables whose rows cannot be computed from others. */
export function lastingTables({ tables = {}, derived = [] }: HelpdeskPlugin): PluginTable[] {
  return Object.entries(tables).flatMap(([key, table]) => (derived.includes(key) ? [] : [table]))
}

/** A table of ids, times and numbers has no place for text. */
export function holdsText(table: PluginTable): boolean {
  return getTableConfig(table).columns.some(
    (column) => column.name !== 'tenant_id' && /^(?:text|jsonb)/.test(column.getSQLType()),
  )
}

function columnsTo(table: PluginTable, target: string): string[] {
  const { foreignKeys, columns } = getTableConfig(table)
  const names = foreignKeys.flatMap((key) => {
    const { foreignTable, columns: own } = key.reference()
    const isTarget = getTableConfig(foreignTable).name === target
    return isTarget ? own.map(({ name }) => name).filter((name) => name !== 'tenant_id') : []
  })
  return columns.flatMap((column) => (names.includes(column.name) ? [keyOf(table, column)] : []))
}

function keyOf(table: PluginTable, column: unknown): string {
  const entry = Object.entries(table).find(([, candidate]) => candidate === column)
  return entry?.[0] ?? ''
}
