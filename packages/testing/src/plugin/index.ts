import type { HelpdeskPlugin } from '@deskhand/core'
import { sqliteMemory } from '../databases/sqlite.ts'
import type { TestDatabases } from '../databases/types.ts'
import { createGround } from '../routes/ground.ts'
import { routeSuites } from '../routes/index.ts'
import type { RouteContractOptions } from '../routes/options.ts'
import { describeSuite, type Suite } from '../suite.ts'
import { bootChecks } from './boot.ts'
import { eraseChecks } from './erase.ts'
import { eventChecks } from './events.ts'
import { feedSuites } from './feeds/index.ts'
import { fieldSuites } from './fields.ts'
import { filterSuites } from './filters.ts'
import { handlerChecks } from './handlers.ts'
import { inputSuites } from './inputs.ts'
import { mergeChecks } from './merge.ts'
import { migrationChecks } from './migrations.ts'
import { moveRepliesChecks } from './move-replies.ts'
import type { AnyPluginContract, PluginContractOptions } from './options.ts'
import { purgeChecks } from './purge.ts'
import { redactChecks } from './redact.ts'
import { secretChecks } from './secrets.ts'
import { serviceSuites } from './services.ts'
import { type Stand, type Subject, takeApart } from './subject.ts'

/**
 * Everything that a plugin owes its host, checked: routes and roles, tenants and sibling tickets,
 * audiences, migrations, purging, merging, erasing, redacting, feeds and services. Call it in a test file of
 * vitest.
 *
 * @example
 * describePluginContract({
 *   plugin: tags(),
 *   samples: {
 *     'tags.create': () => ({ body: { name: 'vip' } }),
 *     'tags.add': () => ({ body: { names: ['vip'] } }),
 *   },
 *   fill: ({ ticket, agent, as, secret }) =>
 *     as(agent).tags.add({ ticketId: ticket.id, names: [secret] }),
 * })
 */
export function describePluginContract<
  Plugin extends HelpdeskPlugin,
  Plugins extends readonly HelpdeskPlugin[] = readonly [Plugin],
>(options: PluginContractOptions<Plugin, Plugins>): void {
  describeSuite(pluginSuite(options))
}

export function pluginSuite<
  Plugin extends HelpdeskPlugin,
  Plugins extends readonly HelpdeskPlugin[],
>(typed: PluginContractOptions<Plugin, Plugins>): Suite {
  const options = typed as unknown as AnyPluginContract
  const name = `the plugin ${options.plugin.id}`
  let subject: Subject
  try {
    subject = takeApart(options)
  } catch (error) {
    return { name, checks: [{ name: 'boots', run: () => Promise.reject(error) }] }
  }
  const { databases = [sqliteMemory] } = options
  return {
    name,
    suites: [
      { name: 'at boot', checks: bootChecks(subject) },
      ...databases.map((database) => suiteOn(database, subject)),
    ],
  }
}

function suiteOn(database: TestDatabases, subject: Subject): Suite {
  const { installed, tables, routes, plugin } = subject
  const options = withFeeds(subject)
  const { settings = {}, samples = {}, rules = {}, fill } = options
  const ground = createGround({ database, plugins: installed, tables, settings })
  const stand: Stand = { ...subject, options, ground }
  const routeOptions = {
    name: plugin.id,
    routes,
    permissions: subject.permissions,
    samples,
    rules,
    ...(fill && { fill }),
  } as RouteContractOptions
  return {
    name: `on ${database.name}`,
    before: ground.open,
    after: ground.close,
    suites: [
      { name: 'its migrations', checks: migrationChecks(subject, database) },
      ...routeSuites(ground, routeOptions),
      ...fieldSuites(stand),
      ...filterSuites(stand),
      ...inputSuites(stand),
      { name: 'what is internal', checks: secretChecks(stand, routeOptions) },
      {
        name: 'its rows',
        checks: [...handlerChecks(stand), ...purgeChecks(stand), ...eraseChecks(stand)],
      },
      { name: 'a merge', checks: mergeChecks(stand) },
      { name: 'a reply that moves', checks: moveRepliesChecks(stand) },
      { name: 'a redaction', checks: redactChecks(stand) },
      { name: 'its events', checks: eventChecks(stand, routeOptions) },
      ...feedSuites(subject, database),
      ...serviceSuites(stand),
    ].filter(({ checks, suites }: Suite) => (checks ?? suites ?? []).length > 0),
  }
}

/** Runs the feeds after `fill`, so that the checks find their rows. */
function withFeeds({ options, parts }: Subject): AnyPluginContract {
  const { fill } = options
  if (!fill || Object.keys(parts.feeds ?? {}).length === 0) return options
  return {
    ...options,
    async fill(fixture) {
      const made = await fill(fixture)
      await fixture.runDue()
      return made
    },
  }
}
