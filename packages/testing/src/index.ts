/** `@deskhand/testing`: a throw-away helpdesk, and contract suites for plugins and storage adapters. */
export { days, minutes, type TestClock, testClock } from './clock.ts'
export {
  createTestHelpdesk,
  type TestHelpdesk,
  type TestHelpdeskOptions,
  testSecret,
} from './create-test-helpdesk.ts'
export {
  type DatabaseCapabilities,
  type DatabaseContractOptions,
  describeDatabaseContract,
} from './database-contract/index.ts'
export { type FreshPostgres, freshPostgres, postgresServer } from './databases/postgres.ts'
export {
  type FreshSqliteFile,
  freshSqliteFile,
  sqliteFile,
  sqliteMemory,
} from './databases/sqlite.ts'
export type { TestDatabase, TestDatabases } from './databases/types.ts'
export type { Fixture } from './fixture.ts'
export {
  actorOfBearer,
  everyone,
  type PersonId,
  peopleSource,
  person,
  type TestPeopleSource,
} from './people.ts'
export { describePluginContract } from './plugin/index.ts'
export type { PluginContractOptions } from './plugin/options.ts'
export { describeRouteContract } from './routes/index.ts'
export type {
  Caller,
  RequestSample,
  RouteContractOptions,
  RouteRules,
  Sample,
} from './routes/options.ts'
export {
  type ContractStore,
  describeStoreContract,
  type StoreContractOptions,
} from './store-contract.ts'
