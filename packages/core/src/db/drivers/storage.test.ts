import { describeDatabaseContract } from '@deskhand/testing'
import { engines } from '../../../test/support/storages.ts'

for (const engine of engines) describeDatabaseContract(engine)
