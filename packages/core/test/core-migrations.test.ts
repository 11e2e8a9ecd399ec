import { join } from 'node:path'
import { expect, it } from 'vitest'
import { changedTables } from '../scripts/generate-migrations.ts'
import { coreTables } from '../src/tables.ts'

it("core's tables are as its last migration left them", async () => {
  const folder = join(import.meta.dirname, '../src/migrations')
  expect(await changedTables(coreTables, folder)).toEqual([])
})
