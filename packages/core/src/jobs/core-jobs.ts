/** The jobs that keep the helpdesk's own tables in order. */
import type { JobDefinition } from '../plugin/contract.ts'
import { retentionJob } from './retention.ts'

export const coreJobs: readonly JobDefinition[] = [retentionJob]
