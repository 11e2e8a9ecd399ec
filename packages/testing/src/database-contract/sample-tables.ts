/** A small table that uses every kind of column, and its DDL on both engines. */
import { type DialectName, sharedTable, t, uniqueIndex } from '@deskhand/core/db'

export const samples = sharedTable(
  'samples',
  {
    id: t.id().primaryKey(),
    name: t.text().notNull(),
    at: t.time().notNull(),
    json: t.json<Record<string, unknown>>().notNull(),
    big: t.integer().notNull(),
    flag: t.boolean().notNull(),
    rank: t.ranked(['low', 'normal', 'high']).notNull(),
    later: t.time(),
  },
  (c) => [uniqueIndex('samples_name').on(c.name)],
)

export const children = sharedTable('sample_children', {
  seq: t.sequence(),
  sampleId: t.id().notNull(),
})

export const sampleTables: Readonly<Record<DialectName, string>> = {
  postgres: `
    create table samples (
      id uuid primary key, name text collate "C" not null, at timestamp (3) with time zone not null,
      json jsonb not null, big bigint not null, flag boolean not null, rank smallint not null,
      later timestamp (3) with time zone
    );
    create unique index samples_name on samples (name);
    create table sample_children (
      seq bigserial primary key, sample_id uuid not null references samples (id)
    );`,
  sqlite: `
    create table samples (
      id text primary key not null, name text not null, at integer not null, json text not null,
      big integer not null, flag integer not null, rank integer not null, later integer
    );
    create unique index samples_name on samples (name);
    create table sample_children (
      seq integer primary key autoincrement not null, sample_id text not null references samples (id)
    );`,
}

export function sample(name: string, values: Partial<typeof samples.$inferInsert> = {}) {
  return {
    id: crypto.randomUUID(),
    name,
    at: new Date('2026-03-04T05:06:07.089Z'),
    json: {},
    big: 0,
    flag: false,
    rank: 'low' as const,
    later: null,
    ...values,
  }
}
