/** Boot checks and setup of plugins. Everything that can be wrong is said before anything is served. */
import satisfies from 'semver/functions/satisfies.js'
import { ConfigurationError } from '../kit/errors.ts'
import { createSealer, type Secrets } from '../kit/sealing.ts'
import { coreTableNames, tableNamesOf } from '../tables.ts'
import { checkPluginEntries } from './check-entries.ts'
import { checkJobs } from './check-jobs.ts'
import { checkPartsShape, checkPluginShape } from './check-shape.ts'
import type { HelpdeskPlugin, PluginContext } from './contract.ts'
import type { InstalledPlugin } from './registry.ts'

const idPattern = /^[a-z][a-z0-9-]{0,40}$/
/** Names that are taken: by core's own paths, and by its part of the API. */
const reserved = new Set([
  ...['core', 'tickets', 'replies', 'participants', 'categories', 'people', 'deliveries'],
  ...['events', 'feeds', 'history', 'capabilities', 'openapi', 'problems'],
])

interface InstallContext extends Omit<PluginContext, 'installed' | 'sealer'> {
  readonly secrets: Secrets
}

export function installPlugins(
  plugins: readonly HelpdeskPlugin[],
  { secrets, ...context }: InstallContext,
  coreVersion: string,
): InstalledPlugin[] {
  const installed = plugins.map((plugin) => plugin.id)
  for (const plugin of plugins) {
    checkId(plugin, installed)
    checkPluginShape(plugin)
    checkVersion(plugin, coreVersion)
    checkRequires(plugin, installed)
    checkPermissions(plugin)
    checkPluginEntries(plugin)
  }
  checkTables(plugins)
  let isSetUp = false
  const provided: PluginContext['provided'] = (point) => {
    if (isSetUp) return context.provided(point)
    throw new ConfigurationError(
      `A plugin reads the extension point "${point}" in setup(), before the other plugins are set up. Read it in a service, a hook or a job.`,
    )
  }
  const result = plugins.map((plugin) => {
    const sealer = (purpose: string) => createSealer(secrets, `plugin:${plugin.id}:${purpose}`)
    const parts: unknown = plugin.setup({ ...context, installed, sealer, provided })
    const checked = checkPartsShape(plugin.id, parts)
    checkJobs(plugin, checked.jobs)
    return { plugin, parts: checked }
  })
  isSetUp = true
  return result
}

function checkId({ id }: HelpdeskPlugin, installed: readonly string[]): void {
  if (!idPattern.test(id)) {
    throw new ConfigurationError(
      `The plugin id ${JSON.stringify(id)} must be lower-case letters, digits and dashes, such as "tags".`,
    )
  }
  if (reserved.has(id)) {
    throw new ConfigurationError(`The plugin id "${id}" is core's own. Give the plugin another id.`)
  }
  if (installed.indexOf(id) !== installed.lastIndexOf(id)) {
    throw new ConfigurationError(
      `The plugin "${id}" is in the plugins array twice. Remove one of them.`,
    )
  }
}

function checkVersion({ id, version, core }: HelpdeskPlugin, coreVersion: string): void {
  if (satisfies(coreVersion, core, { includePrerelease: true })) return
  throw new ConfigurationError(
    `The plugin "${id}" ${version} works with @deskhand/core ${core}, and ${coreVersion} is installed. ` +
      'Install versions of both that belong together.',
  )
}

function checkRequires({ id, requires = [] }: HelpdeskPlugin, installed: readonly string[]): void {
  const missing = requires.filter((required) => !installed.includes(required))
  if (missing.length === 0) return
  throw new ConfigurationError(
    `The plugin "${id}" needs the plugin ${missing.map((name) => `"${name}"`).join(' and ')}. ` +
      'Install it and add it to the plugins array.',
  )
}

function checkPermissions({ id, permissions = {} }: HelpdeskPlugin): void {
  for (const name of Object.keys(permissions)) {
    if (name.startsWith(`${id}:`)) continue
    throw new ConfigurationError(
      `The plugin "${id}" declares the permission "${name}"; its name must begin with "${id}:".`,
    )
  }
}

function checkTables(plugins: readonly HelpdeskPlugin[]): void {
  const owners = new Map(coreTableNames.map((name) => [name, 'core']))
  for (const plugin of plugins) {
    for (const name of tableNamesOf(plugin)) {
      const owner = owners.get(name)
      if (!name.startsWith('deskhand_')) {
        throw new ConfigurationError(
          `The table "${name}" of plugin "${plugin.id}" must be named "deskhand_…".`,
        )
      }
      if (owner !== undefined) {
        throw new ConfigurationError(
          `The table "${name}" of plugin "${plugin.id}" is declared by "${owner}" already. ${
            owner === plugin.id ? 'Name it once, in tables or in ownedTables.' : 'Rename it.'
          }`,
        )
      }
      owners.set(name, plugin.id)
    }
  }
}
