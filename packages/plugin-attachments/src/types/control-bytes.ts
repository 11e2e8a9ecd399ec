/** Looks for bytes that text does not have: control characters besides the few that it may have, and DEL. */

/** Terminals write BEL, backspaces, form feeds and escape sequences into logs. */
const allowed = ['\x07', '\b', '\t', '\n', '\v', '\f', '\r', '\x1b']

const isControl = Uint8Array.from({ length: 256 }, (_, byte) => {
  const isAllowed = allowed.includes(String.fromCharCode(byte))
  return byte === 0x7f || (byte < 0x20 && !isAllowed) ? 1 : 0
})

/**
 * Four bytes at a time, as every text of 50 MB goes through here. Of four bytes it is seen at once
 * whether one is below 0x20 or is DEL; only then is each of them looked up.
 *
 * @see https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord
 */
export function hasControlBytes(bytes: Uint8Array): boolean {
  const { buffer, byteOffset, byteLength } = bytes
  if (byteLength < 8) return hasControl(bytes, 0, byteLength)
  const head = (4 - (byteOffset % 4)) % 4
  const words = new Int32Array(buffer, byteOffset + head, (byteLength - head) >> 2)
  const tail = head + words.length * 4
  if (hasControl(bytes, 0, head) || hasControl(bytes, tail, byteLength)) return true
  for (let n = 0; n < words.length; n++) {
    const word = words[n] as number
    const fromDel = word ^ 0x7f7f7f7f
    const below = (word - 0x20202020) & ~word
    const del = (fromDel - 0x01010101) & ~fromDel
    if (((below | del) & 0x80808080) === 0) continue
    const at = head + n * 4
    if (hasControl(bytes, at, at + 4)) return true
  }
  return false
}

function hasControl(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isControl[bytes[at] as number] === 1) return true
  return false
}
