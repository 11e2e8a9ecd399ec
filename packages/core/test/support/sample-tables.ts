/** The tables of the database contract, for what only one driver does. */
export {
  sample,
  samples,
  sampleTables,
} from '../../../testing/src/database-contract/sample-tables.ts'
