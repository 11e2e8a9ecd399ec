/**
 * Runs a service that writes marks with the token of its lease, each in a transaction that checks the lease.
 * `HALT=work` halts the first run of an instance before its first mark, until the file `GO` exists.
 * `HALT=commit` halts it after the mark and before the commit.
 */
import { setTimeout as pause, setImmediate } from 'node:timers/promises'
import { createHelpdesk } from '@deskhand/core'
import type { Service } from '@deskhand/core/plugin'
import { halting, haltUntil, say } from '../halt.ts'
import { backgroundOptions, openDatabase, runInBackground } from '../host.ts'
import { mark, marking } from '../marks.ts'

const { INSTANCES = '', HALT, GO = '' } = process.env
const { storage, haltAt, open } = halting(openDatabase())
let isHalting = HALT !== undefined

const service: Service = {
  instances: async () => INSTANCES.split(' ').map((id) => ({ tenantId: 'default', id })),
  async run(call, { instance, lease, signal }) {
    const word = `${instance} ${lease.token}`
    while (!signal.aborted) {
      const isHere = isHalting
      isHalting = false
      if (isHere && HALT === 'work') {
        // On SQLite, an open transaction of another instance would lock the file while this process is halted.
        while (open() > 0) await setImmediate()
        haltUntil(GO, word)
      }
      try {
        await call.transaction(async (inner) => {
          await lease.check(inner)
          await mark(inner, { name: instance, number: lease.token })
          if (isHere && HALT === 'commit') haltAt('commit', word)
        })
        if (isHere) say(`${word}: it wrote`)
      } catch (error) {
        const aborted = signal.aborted ? 'aborted' : 'not aborted'
        say(`${word}: ${error instanceof Error ? error.name : error}, ${aborted}`)
        throw error
      }
      await pause(25)
    }
  },
}

await runInBackground(
  createHelpdesk({
    ...backgroundOptions(),
    database: storage,
    plugins: [marking({ services: { writer: service } })],
  }),
)
