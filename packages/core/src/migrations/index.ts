import type { Migration } from '../migrate/types.ts'
import { init0001 } from './0001-init.ts'

/** Oldest first. Once released, a migration never changes. */
export const migrations: readonly Migration[] = [init0001]
