/** A backup of SQLite as docs/operations.md tells to make it, while everyone works. */
import { renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, it } from 'vitest'
import { createHelpdesk } from '../src/create-helpdesk.ts'
import { sqlite } from '../src/sqlite.ts'
import { freshSqliteFile } from './support/databases.ts'
import { testSecret } from './support/helpdesk.ts'
import { person } from './support/people.ts'

const { file, remove } = freshSqliteFile()
afterAll(remove)

function open(path: string) {
  const settings = { secret: testSecret, authenticate: () => null }
  return createHelpdesk({ database: sqlite({ file: path }), ...settings })
}

it('has all that was answered before it, and can be put in place', async () => {
  const helpdesk = open(file)
  await helpdesk.migrate()
  const create = (subject: string) =>
    helpdesk.as(person('ada')).tickets.create({ subject, description: 'x' })
  const before = await Promise.all(Array.from({ length: 20 }, (_, n) => create(`Before ${n}`)))

  const meanwhile = Array.from({ length: 20 }, (_, n) => create(`Meanwhile ${n}`))
  const copy = join(dirname(file), 'backup.db')
  const source = new DatabaseSync(file, { readOnly: true })
  source.exec(`VACUUM INTO '${copy}'`)
  source.close()
  await Promise.all(meanwhile)
  await helpdesk.close()

  renameSync(copy, file)
  const restored = open(file)
  expect(await restored.migrate()).toEqual({ applied: [], sql: '' })
  const { data } = await restored.as(person('root')).tickets.list({ limit: 100 })
  const ids = data.map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(before.map(({ id }) => id)))
  const next = await restored.as(person('ada')).tickets.create({ subject: 'x', description: 'x' })
  expect(next.number).toBe(ids.length + 1)
  await restored.close()
})
