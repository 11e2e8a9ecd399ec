import { join } from 'node:path'
import { expect, it } from 'vitest'
import { changedTables } from '../../core/scripts/generate-migrations.ts'
import manifest from '../package.json' with { type: 'json' }
import { attachments, localDisk } from '../src/index.ts'
import * as schema from '../src/schema.ts'

it('left the tables as they are declared', async () => {
  const folder = join(import.meta.dirname, '../src/migrations')
  expect(await changedTables(schema, folder)).toEqual([])
})

it('tells its version', () => {
  const plugin = attachments({ storage: localDisk({ dir: 'never-made' }) })
  expect(plugin.version).toBe(manifest.version)
})
