/** One open transaction: its statements take turns, and none runs after its end or its failure. */
import { DatabaseError } from '../errors.ts'
import { createDatabase, type Executor, type Target } from '../handle.ts'
import type { Database, DialectName } from '../types.ts'

export interface Transaction extends Target {
  readonly db: Database
  /** The host runs statements of its own in it. */
  readonly adopted: boolean
  /** The host began it, so several of these may stand for the same transaction of the connection. */
  readonly foreign: boolean
  isOpen(): boolean
  /** The error after which the rest of this transaction is refused. */
  failure(): unknown
  /** Throws when the transaction has ended, or the savepoint around the caller. */
  requireOpen(): void
  /** Runs a control statement: a savepoint. */
  control(text: string): Promise<void>
  /** Undoes everything since a savepoint, the failure included. */
  rollbackTo(savepoint: string): Promise<void>
  /** Refuses what comes from now on and waits for what still runs. */
  end(): Promise<void>
}

export interface TransactionParts {
  readonly dialect: DialectName
  readonly executor: Executor
  readonly adopted: boolean
  /** Whether a transaction that the host ends is still open. */
  readonly isOpen?: () => boolean
  /** Throws for code that runs on after the end of its savepoint. */
  readonly refuseLate: (executor: Executor) => void
  readonly normalise: (error: unknown) => unknown
}

const ENDED =
  'This transaction has ended. Await everything inside it, and use its database handle only there.'
const FAILED =
  'A statement of this transaction failed, so the rest of it is refused. Put what may fail under a savepoint.'

const transactions = new WeakMap<Database, Transaction>()

/** A connection runs one statement at a time, however many handles there are for it. */
const turns = new WeakMap<Executor, Promise<unknown>>()

export function transactionOf(db: Database): Transaction | undefined {
  return transactions.get(db)
}

export function createTransaction(parts: TransactionParts): Transaction {
  const { executor, adopted, normalise } = parts
  let ended = false
  let failure: unknown

  function refuseIfEnded() {
    if (!transaction.isOpen()) throw new DatabaseError(ENDED)
  }

  function refuseIfFailed() {
    if (failure) throw new DatabaseError(FAILED, { cause: failure })
  }

  const state = {
    executor,
    adopted,
    foreign: parts.isOpen !== undefined,
    isOpen: () => !ended && (parts.isOpen?.() ?? true),
    failure: () => failure,
    async run<T>(statement: () => Promise<T>): Promise<T> {
      refuseIfEnded()
      return inTurn(executor, async () => {
        refuseIfFailed()
        parts.refuseLate(executor)
        try {
          return await statement()
        } catch (error) {
          const normalised = normalise(error)
          if (!adopted) failure = normalised
          throw normalised
        }
      })
    },
    requireOpen() {
      refuseIfEnded()
      parts.refuseLate(executor)
    },
    control: (text: string) => state.run(() => executor.execute(text)),
    async rollbackTo(savepoint: string) {
      refuseIfEnded()
      await inTurn(executor, async () => {
        parts.refuseLate(executor)
        await executor.execute(`rollback to savepoint ${savepoint}`)
      })
      failure = undefined
    },
    async end() {
      ended = true
      await turns.get(executor)
    },
  }
  const transaction: Transaction = Object.assign(state, {
    db: createDatabase(parts.dialect, () => state),
  })
  transactions.set(transaction.db, transaction)
  return transaction
}

function inTurn<T>(executor: Executor, statement: () => Promise<T>): Promise<T> {
  const before = turns.get(executor) ?? Promise.resolve()
  const result = before.then(statement)
  turns.set(
    executor,
    result.catch(() => undefined),
  )
  return result
}
