/** Orders, and what happens when something is wrong with one. */
import type { Helpdesk, Ticket } from '@deskhand/core'
import type { Pool, PoolClient } from 'pg'
import { personOf } from './accounts/people.ts'
import type { User } from './accounts/users.ts'

export interface Order {
  readonly id: string
  readonly item: string
  readonly state: 'sent' | 'disputed'
  readonly ticket_number: number | null
}

export async function ordersOf(pool: Pool, user: User): Promise<readonly Order[]> {
  const { rows } = await pool.query<Order>(
    'select * from orders where user_id = $1 order by id desc limit 50',
    [user.id],
  )
  return rows
}

export async function placeOrder(pool: Pool, user: User, item: string): Promise<Order> {
  const { rows } = await pool.query<Order>(
    'insert into orders (user_id, item) values ($1, $2) returning *',
    [user.id, item],
  )
  return rows[0] as Order
}

/**
 * The order is disputed and a ticket is open, or neither. Null for an order that is not the user's,
 * or is disputed already; a `HelpdeskError` for a complaint that the helpdesk does not take.
 */
export function complain(
  helpdesk: Helpdesk,
  user: User,
  orderId: string,
  complaint: string,
): Promise<Ticket | null> {
  return helpdesk.transaction(async (tx: PoolClient) => {
    const { rows } = await tx.query<Order>(
      `update orders set state = 'disputed'
       where id = $1 and user_id = $2 and state = 'sent' returning *`,
      [orderId, user.id],
    )
    const [order] = rows
    if (!order) return null
    const ticket = await helpdesk.as(personOf(user), { tx }).tickets.create({
      subject: `Order ${order.id}: ${order.item}`,
      description: complaint,
    })
    await tx.query('update orders set ticket_number = $1 where id = $2', [ticket.number, order.id])
    return ticket
  })
}
