import type { Role } from '../people/types.ts'

export interface PermissionEntry {
  /** The roles that hold it by default. */
  readonly roles: readonly Role[]
  /** One line for documentation and settings pages. */
  readonly description: string
}

/** Named permissions with their default roles. Plugins name theirs `<plugin>:<verb>`. */
export type PermissionCatalogue<Name extends string = string> = Readonly<
  Record<Name, PermissionEntry>
>

/**
 * Which tickets someone may see: the union of what is named. `{}` is none.
 *
 * `own` is what one requested, is in copy of, or is assigned to.
 */
export interface Scope {
  readonly all?: boolean
  readonly own?: boolean
  readonly teams?: readonly string[]
  readonly organisations?: readonly string[]
}
