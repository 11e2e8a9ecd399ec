import type { Migration } from '@deskhand/core/db'
import { init0001 } from './0001-init.ts'

/** Oldest first. Once released, a migration never changes. */
export const migrations: readonly Migration[] = [init0001]
