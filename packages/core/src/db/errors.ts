/** What a driver's error means, said once for both engines. */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError'
}

/** A unique key is taken. `constraint` is the name it was declared with, on both engines. */
export class UniqueViolation extends DatabaseError {
  override readonly name = 'UniqueViolation'
  readonly constraint: string

  constructor(constraint: string, options?: ErrorOptions) {
    super(`A row exists already that has the same key by ${constraint}.`, options)
    this.constraint = constraint
  }
}

/** A row that is pointed to does not exist, or is still pointed to. */
export class ForeignKeyViolation extends DatabaseError {
  override readonly name = 'ForeignKeyViolation'
}

/** Two transactions could not both win (also a deadlock); running it again may work. */
export class SerializationFailure extends DatabaseError {
  override readonly name = 'SerializationFailure'
}

/** The database could not be had in time; running it again may work. */
export class Busy extends DatabaseError {
  override readonly name = 'Busy'
}
