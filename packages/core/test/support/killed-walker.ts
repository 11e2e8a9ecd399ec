/**
 * A process that kills itself during a walk over the tenants, before or after the commit of its nth step. Arguments: the file or URL of the database, `before` or `after`, and n.
 */
import { createHelpdesk } from '../../src/create-helpdesk.ts'
import { postgres } from '../../src/db/drivers/postgres.ts'
import { sqlite } from '../../src/db/drivers/sqlite.ts'
import type { Storage } from '../../src/db/types.ts'
import { eachTenant, testSecret } from './each-tenant.ts'

const [where = '', when, nth] = process.argv.slice(2)
const storage: Storage = where.startsWith('postgres')
  ? postgres({ url: where })
  : sqlite({ file: where })
let steps = 0

function dieAt(moment: string): void {
  if (moment === when && steps === Number(nth)) process.kill(process.pid, 'SIGKILL')
}

const dying: Storage = {
  ...storage,
  async transaction(work, options) {
    let isStep = false
    const result = await storage.transaction(async (db) => {
      const done = await work(db)
      // Only a step of the walk resolves to whether there are more.
      isStep = typeof done === 'boolean'
      if (isStep) steps++
      if (isStep) dieAt('before')
      return done
    }, options)
    if (isStep) dieAt('after')
    return result
  },
}

const helpdesk = createHelpdesk({
  database: dying,
  secret: testSecret,
  authenticate: () => null,
  plugins: [eachTenant(() => {})],
  background: { concurrency: 1 },
})
await helpdesk.runDue()
await helpdesk.close()
