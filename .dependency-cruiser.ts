/**
 * The rules for imports. `pnpm lint:imports` checks them, and docs/architecture.md lists them.
 *
 * The rules for layers are about values: any file may import a type, as long as that creates no cycle.
 */
import type { DependencyType, IConfiguration } from 'dependency-cruiser'

const core = '^packages/core/src/'
const domain = `${core}(tickets|replies|participants|people|categories|permissions|operation)/`
const values = { dependencyTypesNot: ['type-only'] satisfies DependencyType[] }

/** The modules that define routes or keep answers. The rest of `http/` serves requests. */
const routeParts = `${core}http/(route|outputs|schema|stored-answers)\\.ts$`

const configuration: IConfiguration = {
  forbidden: [
    {
      name: 'no-circular',
      comment:
        'No file imports itself through other files, not even for a type. A dynamic `import()` is allowed.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    },
    {
      name: 'kit-imports-only-kit',
      comment:
        '`kit/` holds errors, validation, time and other helpers. It imports no other folder of core.',
      severity: 'error',
      from: { path: `${core}kit/` },
      to: { ...values, path: core, pathNot: `${core}kit/` },
    },
    {
      name: 'storage-not-to-domain',
      comment:
        '`db/` and `migrate/` work with any tables. Only the package entry `db/index.ts` exports the tables of core.',
      severity: 'error',
      from: { path: `${core}(db|migrate|migrations)/`, pathNot: `${core}db/index\\.ts$` },
      to: { ...values, path: core, pathNot: `${core}(kit|db|migrate|migrations)/` },
    },
    {
      name: 'domain-not-to-callers',
      comment:
        'A service takes a `Call` and works the same for HTTP, a job and the host. From `http/` it imports only what defines routes and empties stored answers.',
      severity: 'error',
      from: { path: domain },
      to: {
        ...values,
        path: `${core}(http|stream|client|node|background|queue|doctor|migrate)/`,
        pathNot: routeParts,
      },
    },
    {
      name: 'background-not-to-http',
      comment: 'Background work also runs in processes that serve no requests.',
      severity: 'error',
      from: { path: `${core}(background|queue|events|jobs)/` },
      to: { ...values, path: `${core}(http|stream|client|node)/`, pathNot: routeParts },
    },
    {
      name: 'create-call-only-from-root',
      comment:
        'Only `create-helpdesk.ts` imports `create-call.ts`. Other files use `runtime.createCall`.',
      severity: 'error',
      from: { path: core, pathNot: `${core}create-helpdesk\\.ts$` },
      to: { path: `${core}api/create-call\\.ts$` },
    },
    {
      name: 'core-api-only-from-create-call',
      comment:
        'Services import each other directly. Only `create-call.ts` imports `core-api.ts`, which binds them to a call.',
      severity: 'error',
      from: { path: core, pathNot: `${core}api/create-call\\.ts$` },
      to: { path: `${core}api/core-api\\.ts$` },
    },
    {
      name: 'install-plugins-only-from-root',
      comment: 'Only the composition root installs plugins and merges their parts.',
      severity: 'error',
      from: { path: core, pathNot: `${core}(create-helpdesk\\.ts$|plugin/)` },
      to: { ...values, path: `${core}plugin/(install|create-registry|check-parts)\\.ts$` },
    },
    {
      name: 'client-not-to-server',
      comment: '`client/` runs in browsers too. It imports only types from the rest of core.',
      severity: 'error',
      from: { path: `${core}client/` },
      to: { ...values, path: core, pathNot: `${core}client/` },
    },
    {
      name: 'widgets-not-to-server',
      comment:
        'Widgets run in browsers. They import only types, the client and the Markdown parser from core.',
      severity: 'error',
      from: { path: '^packages/widgets/src/' },
      to: { ...values, path: core, pathNot: `${core}(client/|text/parser\\.ts$)` },
    },
    {
      name: 'core-not-to-packages',
      comment: 'Core imports no other package of this repository.',
      severity: 'error',
      from: { path: core },
      to: { path: '^(packages|examples|bench|proofs)/', pathNot: core },
    },
    {
      name: 'plugin-not-to-plugin',
      comment: 'A plugin uses another plugin through hook points, events and `call.plugin(id)`.',
      severity: 'error',
      from: { path: '^packages/plugin-([^/]+)/src/' },
      to: { path: '^packages/plugin-', pathNot: '^packages/plugin-$1/' },
    },
    {
      name: 'package-only-by-name',
      comment: 'A package imports another package by its name, never by a path into its source.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples/[^/]+|bench|proofs)/src/' },
      to: {
        dependencyTypes: ['local'],
        path: '^(packages/[^/]+|examples/[^/]+|bench|proofs)/src/',
        pathNot: '^$1/',
      },
    },
    {
      name: 'elements-not-to-define',
      comment:
        'Importing the class of an element registers no custom element. `define/` is loaded lazily.',
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
