/** Which transaction the running code is inside of, and how deep in its savepoints. */
import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseError } from '../errors.ts'
import type { Executor } from '../handle.ts'
import type { Transaction } from './transaction.ts'

interface Scope {
  readonly transaction: Transaction
  readonly parent: Scope | undefined
  /** Why statements are refused from now on. */
  refusal: unknown
  /** Savepoints of one level take turns: interleaved, a rollback would undo its neighbour. */
  lastSavepoint: Promise<unknown>
}

export interface Scopes {
  /** The open transaction around the caller; code left over from an ended one is outside. */
  current(): Scope | undefined
  within<T>(transaction: Transaction, work: () => Promise<T>): Promise<T>
  savepoint<T>(transaction: Transaction, work: () => Promise<T>): Promise<T>
  /** Undoes the savepoint, or else the transaction, around the caller and refuses the rest of it. */
  abandon(reason: unknown): void
  /** Throws if the caller is left over from a savepoint that has ended, or is inside an abandoned one. */
  refuseLate(executor: Executor): void
}

const ENDED =
  'This savepoint has ended. Await everything inside it, and use its database handle only there.'

let savepoints = 0

export function createScopes(): Scopes {
  const context = new AsyncLocalStorage<Scope>()
  const outermost = new WeakMap<Transaction | Executor, Scope>()

  function scopeOf(transaction: Transaction): Scope {
    const key = transaction.foreign ? transaction.executor : transaction
    const scope = outermost.get(key) ?? open(transaction)
    outermost.set(key, scope)
    return scope
  }

  /** The innermost scope on the connection of the transaction. */
  function innermost(transaction: Transaction): Scope {
    const here = context.getStore()
    return here?.transaction.executor === transaction.executor && here.transaction.isOpen()
      ? here
      : scopeOf(transaction)
  }

  async function enter<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
    const result = await context.run(scope, work)
    if (scope.refusal) throw scope.refusal
    return result
  }

  async function underSavepoint<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
    const { transaction } = scope
    const name = `deskhand_${++savepoints}`
    await transaction.control(`savepoint ${name}`)
    try {
      const result = await enter(scope, work)
      scope.refusal = new DatabaseError(ENDED)
      await transaction.control(`release savepoint ${name}`)
      return result
    } catch (error) {
      scope.refusal ??= new DatabaseError(ENDED, { cause: error })
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
    within: (transaction, work) => enter(innermost(transaction), work),
    savepoint(transaction, work) {
      const parent = innermost(transaction)
      const scope = open(transaction, parent)
      const result = parent.lastSavepoint.then(() => underSavepoint(scope, work))
      parent.lastSavepoint = result.catch(() => undefined)
      return result
    },
    abandon(reason) {
      const scope = context.getStore()
      if (scope) scope.refusal ??= reason
    },
    refuseLate(executor) {
      const here = context.getStore()
      if (here?.transaction.executor !== executor) return
      for (let scope: Scope | undefined = here; scope; scope = scope.parent) {
        if (scope.refusal) throw scope.refusal
      }
    },
  }
}

function open(transaction: Transaction, parent?: Scope): Scope {
  return { transaction, parent, refusal: undefined, lastSavepoint: Promise.resolve() }
}
