/** Which transaction the running code is inside of, and how deep in its savepoints. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Transaction } from './transaction.ts'

interface Scope {
  readonly transaction: Transaction
  /** Savepoints of one level take turns: interleaved, a rollback would undo its neighbour. */
  lastSavepoint: Promise<unknown>
}

export interface Scopes {
  /** The open transaction around the caller; code left over from an ended one is outside. */
  current(): Scope | undefined
  within<T>(transaction: Transaction, work: () => Promise<T>): Promise<T>
  savepoint<T>(transaction: Transaction, work: () => Promise<T>): Promise<T>
}

let savepoints = 0

export function createScopes(): Scopes {
  const context = new AsyncLocalStorage<Scope>()
  const outermost = new WeakMap<Transaction, Scope>()

  function scopeOf(transaction: Transaction): Scope {
    const scope = outermost.get(transaction) ?? open(transaction)
    outermost.set(transaction, scope)
    return scope
  }

  function enter<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
    return context.run(scope, work)
  }

  async function underSavepoint<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
    const name = `deskhand_${++savepoints}`
    await transaction.control(`savepoint ${name}`)
    try {
      const result = await enter(open(transaction), work)
      await transaction.control(`release savepoint ${name}`)
      return result
    } catch (error) {
      await transaction.rollbackTo(name)
      await transaction.control(`release savepoint ${name}`)
      throw error
    }
  }

  return {
    current() {
      const scope = context.getStore()
      return scope?.transaction.isOpen() ? scope : undefined
    },
    within: (transaction, work) => enter(scopeOf(transaction), work),
    savepoint(transaction, work) {
      const here = context.getStore()
      const scope = here?.transaction === transaction ? here : scopeOf(transaction)
      const result = scope.lastSavepoint.then(() => underSavepoint(transaction, work))
      scope.lastSavepoint = result.catch(() => undefined)
      return result
    },
  }
}

function open(transaction: Transaction): Scope {
  return { transaction, lastSavepoint: Promise.resolve() }
}
