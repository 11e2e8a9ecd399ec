import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changedTables, generateMigration } from '../scripts/generate-migrations.ts'
import {
  check,
  eq,
  ForeignKeyViolation,
  foreignKey,
  index,
  primaryKey,
  sharedTable,
  sql,
  t,
  table,
  UniqueViolation,
  unique,
} from '../src/db/index.ts'
import { migrate } from '../src/migrate/migrate.ts'
import type { Migration } from '../src/migrate/types.ts'
import { engines } from './support/storages.ts'

const tickets = table('deskhand_tickets', { id: t.id().notNull() }, (c) => [
  primaryKey({ name: 'deskhand_tickets_pk', columns: [c.tenantId, c.id] }),
])

const replies = table(
  'deskhand_replies',
  { id: t.id().notNull(), ticketId: t.ticketRef() },
  (c) => [primaryKey({ name: 'deskhand_replies_pk', columns: [c.tenantId, c.id] })],
)

const tags = table(
  'tags',
  {
    id: t.id().notNull(),
    name: t.text().notNull(),
    colour: t.text().notNull().default("it's"),
    weight: t.integer().notNull().default(7),
    shown: t.boolean().notNull().default(true),
    rank: t.ranked(['low', 'high']).notNull().default('high'),
    extra: t.json<object>().notNull().default({ a: 1 }),
    archivedAt: t.time(),
  },
  (c) => [
    primaryKey({ name: 'tags_pk', columns: [c.tenantId, c.id] }),
    unique('tags_name').on(c.tenantId, c.name),
    index('tags_recent').on(c.tenantId, c.weight.desc()).where(sql`${c.archivedAt} is null`),
    index('tags_folded').on(c.tenantId, sql`lower(${c.name})`),
    check('tags_weight', sql`${c.weight} >= 0`),
  ],
)

const taggings = table(
  'taggings',
  { ticketId: t.ticketRef(), tagId: t.id().notNull(), note: t.text() },
  (c) => [
    primaryKey({ name: 'taggings_pk', columns: [c.tenantId, c.ticketId, c.tagId] }),
    foreignKey({
      name: 'taggings_tag_fk',
      columns: [c.tenantId, c.tagId],
      foreignColumns: [tags.tenantId, tags.id],
    }),
  ],
)

const stars = table(
  'stars',
  { replyId: t.replyRef(), ticketId: t.ticketRef(), count: t.integer().notNull() },
  (c) => [primaryKey({ name: 'stars_pk', columns: [c.tenantId, c.replyId] })],
)

const log = sharedTable('tag_log', {
  seq: t.sequence(),
  text: t.text().notNull().unique('tag_log_text'),
})

const plugin = { tags, taggings, stars, log }

const alteredTags = table(
  'tags',
  {
    id: t.id().notNull(),
    name: t.text(),
    colour: t.text().notNull().default("it's"),
    weight: t.integer().notNull().default(7),
    shown: t.boolean().notNull().default(true),
    rank: t.ranked(['low', 'high']).notNull().default('high'),
    extra: t.json<object>().notNull().default({ a: 1 }),
    archivedAt: t.time(),
    icon: t.text(),
  },
  (c) => [
    primaryKey({ name: 'tags_pk', columns: [c.tenantId, c.id] }),
    unique('tags_name').on(c.tenantId, c.name),
  ],
)

let folder: string
let coreMigrations: Migration[]
let pluginMigrations: Migration[]

async function generate(tables: Record<string, unknown>, within: string, name: string) {
  const generated = await generateMigration(tables, within, name)
  const { migrations } = await import(join(within, 'index.ts'))
  return { ...generated, migrations: migrations as Migration[] }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deskhand-migrations-'))
  coreMigrations = (await generate({ tickets, replies }, join(folder, 'core'), 'init')).migrations
  const tagsFolder = join(folder, 'tags')
  await generateMigration(plugin, tagsFolder, 'init')
  expect(await changedTables(plugin, tagsFolder)).toEqual([])
  expect(await changedTables({ ...plugin, tags: alteredTags }, tagsFolder)).toEqual(['tags'])
  expect(await changedTables({ tags }, tagsFolder)).toEqual(['taggings', 'stars', 'tag_log'])
  await generateMigration({ ...plugin, tags: alteredTags }, tagsFolder, 'add-icons')
  pluginMigrations = (await import(join(tagsFolder, 'index.ts'))).migrations
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a generated migration', () => {
  it('is numbered, typed and listed', () => {
    expect(pluginMigrations.map(({ id }) => id)).toEqual(['0001-init', '0002-add-icons'])
    const text = readFileSync(join(folder, 'tags', '0002-add-icons.ts'), 'utf8')
    expect(text).toMatch(/^import type { Migration } from '@deskhand\/core\/db'/)
  })

  it('is not written when nothing changed', async () => {
    const again = { ...plugin, tags: alteredTags }
    expect(await generateMigration(again, join(folder, 'tags'), 'again')).toBeUndefined()
  })

  it('has only the tables of its package, in whatever schema the host uses', () => {
    const [init] = pluginMigrations
    for (const text of [init?.postgres, init?.sqlite]) {
      expect(text).not.toMatch(/CREATE TABLE "deskhand_(?:tickets|replies)"/)
      expect(text).not.toContain('"public"')
      expect(text).not.toContain('`')
    }
  })

  it('takes names that fit a file', async () => {
    await expect(generateMigration(plugin, folder, 'Add Icons')).rejects.toThrow(/add-colours/)
  })

  it('needs the values in the SQL text of an index', async () => {
    const bad = {
      bad: sharedTable('bad', { x: t.text() }, (c) => [index('bad_x').on(c.x).where(eq(c.x, 'y'))]),
    }
    await expect(generateMigration(bad, join(folder, 'bad'), 'init')).rejects.toThrow(/SQL text/)
  })
})

describe.each(engines)('generated SQL on $name', ({ create }) => {
  it('makes tables that work as declared', async () => {
    const database = await create()
    const storage = database.open()
    const { db } = storage
    const now = () => new Date()
    const sources = (migrations: Migration[]) => [
      { plugin: 'core', migrations: coreMigrations },
      { plugin: 'tags', migrations },
    ]
    await migrate(storage, sources(pluginMigrations.slice(0, 1)), { now })

    const key = { tenantId: 'default', id: crypto.randomUUID() }
    await db.insert(tickets).values(key)
    const [tag] = await db
      .insert(tags)
      .values({ ...key, name: 'a' })
      .returning()
    const defaults = { colour: "it's", weight: 7, shown: true, rank: 'high', extra: { a: 1 } }
    expect(tag).toEqual({ ...key, ...defaults, name: 'a', archivedAt: null })

    const same = db.insert(tags).values({ ...key, name: 'b' })
    await expect(same).rejects.toMatchObject({ constraint: 'tags_pk' })
    const sameName = db.insert(tags).values({ ...key, id: crypto.randomUUID(), name: 'a' })
    await expect(sameName).rejects.toMatchObject({ constraint: 'tags_name' })
    const light = db.insert(tags).values({ ...key, id: crypto.randomUUID(), name: 'c', weight: -1 })
    await expect(light).rejects.toThrow(/tags_weight/)
    const entries = await db
      .insert(log)
      .values([{ text: 'x' }, { text: 'y' }])
      .returning()
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2])
    await expect(db.insert(log).values({ text: 'x' })).rejects.toThrow(UniqueViolation)

    const tagging = { tenantId: 'default', ticketId: key.id, tagId: key.id }
    await db.insert(taggings).values(tagging)
    const foreign = db.insert(taggings).values({ ...tagging, tenantId: 'other' })
    await expect(foreign).rejects.toThrow(/pointed to|foreign key/)

    await db.insert(replies).values({ ...key, ticketId: key.id })
    const star = { tenantId: 'default', replyId: key.id, ticketId: key.id, count: 1 }
    const elsewhere = crypto.randomUUID()
    for (const lost of [{ replyId: elsewhere }, { ticketId: elsewhere }, { tenantId: 'other' }]) {
      const refused = db.insert(stars).values({ ...star, ...lost })
      await expect(refused).rejects.toThrow(ForeignKeyViolation)
    }
    await db.insert(stars).values(star)

    await migrate(storage, sources(pluginMigrations), { now })
    expect(await db.select().from(alteredTags)).toEqual([{ ...tag, icon: null }])
    expect(await db.select().from(taggings)).toHaveLength(1)
    await db.delete(replies)
    expect(await db.select().from(stars)).toEqual([])
    await db.delete(tickets)
    expect(await db.select().from(taggings)).toEqual([])
    await database.dispose()
  })
})
