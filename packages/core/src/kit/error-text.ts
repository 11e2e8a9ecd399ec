/** Turns what a plugin or the host has thrown into text. */

const longest = 2_000

/** Returns text that both databases can store, of 2 000 characters at most. Never throws, whatever `error` is. */
export function errorText(error: unknown): string {
  return inWords(error).replaceAll('\0', '').slice(0, longest).toWellFormed()
}

function inWords(error: unknown): string {
  try {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  } catch {
    return 'An error that cannot be turned into text.'
  }
}
