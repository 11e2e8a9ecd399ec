/** How the helpdesk looks the shop's users up, each time by an index. */
import type { PeopleSource, Person } from '@deskhand/core'
import type { Pool } from 'pg'
import { type User, userColumns } from './users.ts'

export function personOf({ id, name, email, is_staff }: User): Person {
  return { id, name, email, role: is_staff ? 'agent' : 'customer' }
}

export function peopleIn(pool: Pool): PeopleSource {
  return {
    async resolve(ids, { tx }) {
      const { rows } = await (tx ?? pool).query<User>(
        `select ${userColumns} from users where id = any($1::bigint[])`,
        [ids.filter(mayBeId)],
      )
      return rows.map(personOf)
    },
    async search(query, { limit, roles, tx }) {
      const isStaff = [
        ...(!roles || roles.includes('customer') ? [false] : []),
        ...(!roles || roles.includes('agent') ? [true] : []),
      ]
      const { rows } = await (tx ?? pool).query<User>(
        `select ${userColumns} from users
         where (email like $1 or lower(name) like $1) and is_staff = any($2)
         order by lower(name), id limit $3`,
        [`${literally(query.toLowerCase())}%`, isStaff, limit],
      )
      return rows.map(personOf)
    },
    async findByEmail(email, { tx }) {
      const { rows } = await (tx ?? pool).query<User>(
        `select ${userColumns} from users where email = $1`,
        [email.toLowerCase()],
      )
      return rows[0] ? personOf(rows[0]) : null
    },
  }
}

/** Ids come from requests as well; Postgres would refuse the whole query for one that is no bigint. */
function mayBeId(id: string): boolean {
  return /^[1-9]\d{0,17}$/.test(id)
}

function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}
