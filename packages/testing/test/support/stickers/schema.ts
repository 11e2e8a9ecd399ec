import { index, type Migration, primaryKey, t, table } from '@deskhand/core/db'

export const stickers = table(
  'deskhand_stickers',
  {
    id: t.id().notNull(),
    ticketId: t.ticketRef(),
    text: t.text().notNull(),
    addedBy: t.text().notNull(),
    createdAt: t.time().notNull(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_stickers_pk', columns: [c.tenantId, c.id] }),
    index('deskhand_stickers_ticket').on(c.tenantId, c.ticketId),
  ],
)

const fk = `constraint deskhand_stickers_ticket_id_fk foreign key (tenant_id, ticket_id)
    references deskhand_tickets (tenant_id, id) on delete cascade`

const indexes = `create index deskhand_stickers_ticket on deskhand_stickers (tenant_id, ticket_id);`

export const init: Migration = {
  id: '0001-init',
  postgres: `create table deskhand_stickers (
    tenant_id text collate "C" not null, id uuid not null, ticket_id uuid not null,
    text text collate "C" not null, added_by text collate "C" not null,
    created_at timestamp (3) with time zone not null,
    constraint deskhand_stickers_pk primary key (tenant_id, id), ${fk});
  ${indexes}`,
  sqlite: `create table deskhand_stickers (
    tenant_id text not null, id text not null, ticket_id text not null,
    text text not null, added_by text not null, created_at integer not null,
    constraint deskhand_stickers_pk primary key (tenant_id, id), ${fk});
  ${indexes}`,
}

/** Rows that nothing takes along when their ticket goes. */
export const unbound: Migration = {
  id: '0001-init',
  postgres: init.postgres.replace(`, ${fk}`, ''),
  sqlite: init.sqlite.replace(`, ${fk}`, ''),
}
