/** A plugin with a job that runs once in each tenant after its migration. */
import { z } from 'zod'
import type { HelpdeskPlugin } from '../../src/plugin/contract.ts'
import { job } from '../../src/plugin/define.ts'

export const testSecret = 'a secret that is only good for tests'

export function eachTenant(run: (tenantId: string) => void): HelpdeskPlugin {
  return {
    id: 'test',
    version: '1.0.0',
    core: '^0.0.0',
    migrations: [{ id: '0001-init', sqlite: 'select 1', postgres: 'select 1' }],
    setup: () => ({
      api: () => ({}),
      jobs: [
        job({
          name: 'test:fill',
          schema: z.strictObject({}),
          afterMigration: '0001-init',
          perTenant: true,
          run: async ({ tenantId }) => run(tenantId),
        }),
      ],
    }),
  }
}
