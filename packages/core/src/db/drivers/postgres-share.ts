/**
 * A pool that the host uses as well: our transactions leave one of its connections to others.
 * While one is open the host may be asked for people, and looks them up in the same pool; were all
 * connections ours, they would wait for that one forever.
 */
import type { Pool } from 'pg'
import { DatabaseError } from '../errors.ts'
import { createQueue, type Queue } from './queue.ts'

/** Where transactions on the host's pool wait for their turn. */
export function queueFor(pool: Pool): Queue {
  const { max = 10 } = pool.options
  if (max < 2) {
    throw new DatabaseError(
      'The pool given to postgres() needs at least two connections (`max: 2`): while a transaction is open on one, people are looked up on another.',
    )
  }
  return createQueue(max - 1)
}
