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

/** Stickers on replies. */
export const replyStickers = table(
  'deskhand_reply_stickers',
  {
    id: t.id().notNull(),
    replyId: t.replyRef(),
    ticketId: t.ticketRef(),
    text: t.text().notNull(),
    addedBy: t.text().notNull(),
    createdAt: t.time().notNull(),
  },
  (c) => [
    primaryKey({ name: 'deskhand_reply_stickers_pk', columns: [c.tenantId, c.id] }),
    index('deskhand_reply_stickers_reply').on(c.tenantId, c.replyId),
    index('deskhand_reply_stickers_ticket').on(c.tenantId, c.ticketId),
  ],
)

/** How many stickers a ticket has: the sum of the changes. */
export const stickerCounts = table(
  'deskhand_sticker_counts',
  { id: t.id().notNull(), ticketId: t.ticketRef(), change: t.integer().notNull() },
  (c) => [
    primaryKey({ name: 'deskhand_sticker_counts_pk', columns: [c.tenantId, c.id] }),
    index('deskhand_sticker_counts_ticket').on(c.tenantId, c.ticketId),
  ],
)

const fk = `constraint deskhand_stickers_ticket_id_fk foreign key (tenant_id, ticket_id)
    references deskhand_tickets (tenant_id, id) on delete cascade`

const indexes = `create index deskhand_stickers_ticket on deskhand_stickers (tenant_id, ticket_id);`

interface Types {
  readonly text: string
  readonly id: string
  readonly integer: string
  readonly time: string
}

/** The tables beside the stickers. */
const others = ({ text, id, integer, time }: Types) => `
  create table deskhand_reply_stickers (
    tenant_id ${text} not null, id ${id} not null, reply_id ${id} not null, ticket_id ${id} not null,
    text ${text} not null, added_by ${text} not null, created_at ${time} not null,
    constraint deskhand_reply_stickers_pk primary key (tenant_id, id),
    constraint deskhand_reply_stickers_reply_id_fk foreign key (tenant_id, reply_id)
      references deskhand_replies (tenant_id, id) on delete cascade,
    constraint deskhand_reply_stickers_ticket_id_fk foreign key (tenant_id, ticket_id)
      references deskhand_tickets (tenant_id, id) on delete cascade);
  create index deskhand_reply_stickers_reply on deskhand_reply_stickers (tenant_id, reply_id);
  create index deskhand_reply_stickers_ticket on deskhand_reply_stickers (tenant_id, ticket_id);
  create table deskhand_sticker_counts (
    tenant_id ${text} not null, id ${id} not null, ticket_id ${id} not null, change ${integer} not null,
    constraint deskhand_sticker_counts_pk primary key (tenant_id, id),
    constraint deskhand_sticker_counts_ticket_id_fk foreign key (tenant_id, ticket_id)
      references deskhand_tickets (tenant_id, id) on delete cascade);
  create index deskhand_sticker_counts_ticket on deskhand_sticker_counts (tenant_id, ticket_id);`

const postgresTypes: Types = {
  text: 'text collate "C"',
  id: 'uuid',
  integer: 'bigint',
  time: 'timestamp (3) with time zone',
}
const sqliteTypes: Types = { text: 'text', id: 'text', integer: 'integer', time: 'integer' }

export const init: Migration = {
  id: '0001-init',
  postgres: `create table deskhand_stickers (
    tenant_id text collate "C" not null, id uuid not null, ticket_id uuid not null,
    text text collate "C" not null, added_by text collate "C" not null,
    created_at timestamp (3) with time zone not null,
    constraint deskhand_stickers_pk primary key (tenant_id, id), ${fk});
  ${indexes}${others(postgresTypes)}`,
  sqlite: `create table deskhand_stickers (
    tenant_id text not null, id text not null, ticket_id text not null,
    text text not null, added_by text not null, created_at integer not null,
    constraint deskhand_stickers_pk primary key (tenant_id, id), ${fk});
  ${indexes}${others(sqliteTypes)}`,
}

/** Rows that nothing takes along when their ticket goes. */
export const unbound: Migration = {
  id: '0001-init',
  postgres: init.postgres.replace(`, ${fk}`, ''),
  sqlite: init.sqlite.replace(`, ${fk}`, ''),
}
