import { describe } from 'vitest'
import { type DatabaseContractOptions, useBench } from './bench.ts'
import { describeColumns } from './columns.ts'
import { describeConflicts } from './conflicts.ts'
import { describeHostTransactions } from './hosts.ts'
import { describeLife } from './life.ts'
import { describeQueries } from './queries.ts'
import { describeSavepoints } from './savepoints.ts'
import { describeTransactions } from './transactions.ts'

export type { DatabaseCapabilities, DatabaseContractOptions } from './bench.ts'

/**
 * What every storage has to do, whichever database is behind it. Call it in a test file of vitest.
 *
 * @example
 * describeDatabaseContract({
 *   name: 'my-driver',
 *   create: async () => ({ open: () => myStorage(), dispose: async () => {} }),
 * })
 */
export function describeDatabaseContract(options: DatabaseContractOptions): void {
  const { name, capabilities = {} } = options
  describe(`a database on ${name}`, () => {
    const bench = useBench(options)
    describeTransactions(bench, capabilities)
    describeSavepoints(bench)
    describeConflicts(bench, capabilities)
    describeHostTransactions(bench)
    describeColumns(bench)
    describeQueries(bench, capabilities)
    describeLife(bench, capabilities)
  })
}
