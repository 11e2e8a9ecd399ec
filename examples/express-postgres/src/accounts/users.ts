/** The shop's users table. */
import type { Pool } from 'pg'
import { hashPassword, isPassword } from './passwords.ts'

export interface User {
  /** `pg` gives a bigint as text. */
  readonly id: string
  readonly email: string
  readonly name: string
  readonly is_staff: boolean
}

export const userColumns = 'users.id, users.email, users.name, users.is_staff'

interface NewUser extends Omit<User, 'id'> {
  readonly password: string
}

export async function addUser(pool: Pool, user: NewUser): Promise<void> {
  await pool.query(
    `insert into users (email, name, password, is_staff) values ($1, $2, $3, $4)
     on conflict (email) do nothing`,
    [user.email, user.name, await hashPassword(user.password), user.is_staff],
  )
}

/** Takes as long for an address that nobody has, so that it can't be told from a wrong password. */
export async function userWithPassword(
  pool: Pool,
  email: string,
  password: string,
): Promise<User | null> {
  const { rows } = await pool.query<User & { password: string }>(
    `select ${userColumns}, password from users where email = $1`,
    [email.trim().toLowerCase()],
  )
  const [found] = rows
  const isRight = await isPassword(password, found?.password ?? (await nobodysPassword))
  return found && isRight ? found : null
}

const nobodysPassword = hashPassword('')
