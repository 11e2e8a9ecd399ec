/** The main entry, with the names of all elements known to the type checker. */
import '../../src/all.ts'

export * from '../../src/index.ts'
