/** The shop's own tables. The helpdesk's are its own business and stand beside them. */
import type { Pool } from 'pg'

const tables = `
  create table if not exists users (
    id bigint generated always as identity primary key,
    email text not null unique check (email = lower(email)),
    name text not null,
    password text not null,
    is_staff boolean not null default false
  );
  create index if not exists users_email_prefix on users (email text_pattern_ops);
  create index if not exists users_name_prefix on users (lower(name) text_pattern_ops);

  create table if not exists sessions (
    token_hash bytea primary key,
    user_id bigint not null references users on delete cascade,
    expires_at timestamptz not null
  );
  create index if not exists sessions_expiry on sessions (expires_at);

  create table if not exists orders (
    id bigint generated always as identity primary key,
    user_id bigint not null references users,
    item text not null,
    state text not null default 'sent' check (state in ('sent', 'disputed')),
    ticket_number integer
  );
  create index if not exists orders_user on orders (user_id, id);
`

/** A number of our own, so that starters don't make the same table at the same time. */
const setupLock = 76_318

export async function createTables(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [setupLock])
    await client.query(tables)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
