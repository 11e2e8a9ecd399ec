/**
 * Which file may import which. `pnpm lint:imports` checks it, and docs/architecture.md explains it.
 *
 * Layers are about values: a type may be named anywhere, as long as no cycle comes of it.
 */
import type { DependencyType, IConfiguration } from 'dependency-cruiser'

const core = '^packages/core/src/'
const domain = `${core}(tickets|replies|participants|people|categories|permissions|operation)/`
const values = { dependencyTypesNot: ['type-only'] satisfies DependencyType[] }

/** What routes are made of. The rest of `http/` serves them. */
const routeParts = `${core}http/(route|outputs|schema)\\.ts$`

const configuration: IConfiguration = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'No file imports itself through others, not even for a type. A lazy `import()` may close a circle.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    },
    {
      name: 'kit-stands-alone',
      comment: '`kit/` holds errors, validation, time and other helpers. It imports only itself.',
      severity: 'error',
      from: { path: `${core}kit/` },
      to: { ...values, path: core, pathNot: `${core}kit/` },
    },
    {
      name: 'storage-knows-no-domain',
      comment:
        '`db/` and `migrate/` work for any tables. Only the package entry `db/index.ts` adds those of core.',
      severity: 'error',
      from: { path: `${core}(db|migrate|migrations)/`, pathNot: `${core}db/index\\.ts$` },
      to: { ...values, path: core, pathNot: `${core}(kit|db|migrate|migrations)/` },
    },
    {
      name: 'domain-knows-no-caller',
      comment:
        'Services take a `Call` and do not know whether HTTP, a job or the host made it. From `http/` they use what routes are made of.',
      severity: 'error',
      from: { path: domain },
      to: {
        ...values,
        path: `${core}(http|stream|client|node|background|queue|doctor|migrate)/`,
        pathNot: routeParts,
      },
    },
    {
      name: 'background-knows-no-http',
      comment: 'Background work runs in processes that serve no request.',
      severity: 'error',
      from: { path: `${core}(background|queue|events|jobs)/` },
      to: { ...values, path: `${core}(http|stream|client|node)/`, pathNot: routeParts },
    },
    {
      name: 'calls-are-made-in-one-place',
      comment:
        'Only the composition root imports `create-call.ts`. Everything else asks `runtime.createCall`.',
      severity: 'error',
      from: { path: core, pathNot: `${core}create-helpdesk\\.ts$` },
      to: { path: `${core}api/create-call\\.ts$` },
    },
    {
      name: 'services-do-not-use-the-api',
      comment: 'Services import each other. Only `create-call.ts` binds them to a call.',
      severity: 'error',
      from: { path: core, pathNot: `${core}api/create-call\\.ts$` },
      to: { path: `${core}api/core-api\\.ts$` },
    },
    {
      name: 'plugins-are-installed-at-boot',
      comment: 'Only the composition root installs plugins and merges their parts.',
      severity: 'error',
      from: { path: core, pathNot: `${core}(create-helpdesk\\.ts$|plugin/)` },
      to: { ...values, path: `${core}plugin/(install|create-registry|check-parts)\\.ts$` },
    },
    {
      name: 'client-runs-in-browsers',
      comment: '`client/` takes only types from the rest of core.',
      severity: 'error',
      from: { path: `${core}client/` },
      to: { ...values, path: core, pathNot: `${core}client/` },
    },
    {
      name: 'core-knows-no-plugin',
      comment: 'Core imports no other package of this repository.',
      severity: 'error',
      from: { path: core },
      to: { path: '^(packages|examples|bench|proofs)/', pathNot: core },
    },
    {
      name: 'plugins-know-no-sibling',
      comment: 'A plugin reaches another one by hook points, events and `call.plugin(id)`.',
      severity: 'error',
      from: { path: '^packages/plugin-([^/]+)/src/' },
      to: { path: '^packages/plugin-', pathNot: '^packages/plugin-$1/' },
    },
    {
      name: 'packages-meet-at-entries',
      comment: 'A package imports another by its name, never by a path into its source.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples/[^/]+|bench|proofs)/src/' },
      to: {
        dependencyTypes: ['local'],
        path: '^(packages/[^/]+|examples/[^/]+|bench|proofs)/src/',
        pathNot: '^$1/',
      },
    },
    {
      name: 'elements-register-nothing',
      comment:
        'The class of an element can be imported without a change to the page: registrations are loaded lazily.',
      severity: 'error',
      from: {
        path: '^packages/widgets/src/',
        pathNot: '^packages/widgets/src/(define/|all\\.ts$|loader\\.ts$)',
      },
      to: {
        path: '^packages/widgets/src/define/',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.ts$' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['deskhand-source', 'types', 'import', 'node'],
    },
  },
}

export default configuration
