/**
 * A helpdesk on a real socket, to be killed. Arguments: the SQLite file, the directory of files, and
 * where to die by itself, if anywhere. Prints its port.
 */
import { createHelpdesk } from '@deskhand/core'
import { sqlite } from '@deskhand/core/sqlite'
import { serve } from '@hono/node-server'
import { type AttachmentStore, attachments, localDisk } from '../../src/index.ts'

const [file = '', dir = '', deathPlace = 'nowhere'] = process.argv.slice(2)

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  // The signal is on its way; nothing else may happen until it is here.
  for (;;);
}

function mortal(store: AttachmentStore): AttachmentStore {
  return {
    ...store,
    async put(key, body, options) {
      await store.put(key, body, options)
      if (deathPlace === 'between blob and row') die()
    },
    async delete(key) {
      if (deathPlace === 'before a purge') die()
      await store.delete(key)
      if (deathPlace === 'after a purge') die()
    },
  }
}

const helpdesk = createHelpdesk({
  database: sqlite({ file }),
  secret: 'a secret that is only good for this test',
  authenticate: (request) => {
    const id = request.headers.get('authorization')?.slice('Bearer '.length)
    return id ? { id, role: id === 'root' ? 'admin' : 'customer' } : null
  },
  plugins: [attachments({ storage: mortal(localDisk({ dir })), serveUnscanned: true })],
})
await helpdesk.migrate()
await helpdesk.start()
serve({ fetch: helpdesk.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => console.log(port))
