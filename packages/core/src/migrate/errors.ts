/** A database that this code must not migrate or use. The message says what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}
