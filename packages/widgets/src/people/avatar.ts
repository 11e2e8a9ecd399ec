const tones = ['blue', 'green', 'amber', 'red', 'violet', 'grey'] as const

/** One or two letters of a name, in any script. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('')
}

/** Always the same for a person. */
export function toneOf(id: string): (typeof tones)[number] {
  let hash = 0
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003
  return tones[hash % tones.length] ?? 'grey'
}
