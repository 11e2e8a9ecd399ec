/** The ids that Deskhand makes for people. Core never asks the host about one. */
const guestPrefix = 'guest:'
const erasedPrefix = 'erased:'

/** The ids of callers that are not people: jobs, and requests to public routes. */
export const reservedIds = { system: 'system', nobody: 'nobody' } as const

const reserved: ReadonlySet<string> = new Set(Object.values(reservedIds))

export function isReservedId(id: string): boolean {
  return reserved.has(id)
}

/** `unique` is a new id. */
export function guestIdOf(unique: string): string {
  return `${guestPrefix}${unique}`
}

/** The id that takes the place of an erased person. `unique` is a new id. */
export function erasedIdOf(unique: string): string {
  return `${erasedPrefix}${unique}`
}

export function isGuestId(id: string): boolean {
  return id.startsWith(guestPrefix)
}

/** Whether the host cannot know the id. */
export function isOwnId(id: string): boolean {
  return isGuestId(id) || id.startsWith(erasedPrefix) || isReservedId(id)
}
