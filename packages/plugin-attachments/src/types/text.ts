/** Whether bytes are text: UTF-8, an encoding of single bytes, or UTF-16 with a byte order mark. */
import { hasControlBytes } from './control-bytes.ts'

export interface TextCheck {
  add(chunk: Buffer): void
  isText(): boolean
}

/** Returns whether the chunk continues the text. */
type CheckChunk = (chunk: Buffer) => boolean

export function createTextCheck(): TextCheck {
  let isText = true
  let start: Buffer = Buffer.alloc(0)
  let check: CheckChunk | undefined
  return {
    isText: () => (check ? isText : !hasControlBytes(start)),
    add(chunk) {
      if (!isText) return
      if (check) {
        isText = check(chunk)
        return
      }
      start = Buffer.concat([start, chunk])
      if (start.byteLength < 2) return
      check = checkFor(start)
      isText = check(start)
    },
  }
}

function checkFor(start: Buffer): CheckChunk {
  const mark = start.readUInt16BE(0)
  if (mark === 0xfffe) return utf16Check('utf-16le')
  if (mark === 0xfeff) return utf16Check('utf-16be')
  return singleByteCheck()
}

const substitute = 0x1a

/** DOS ends a text with SUB (0x1A), and some programs fill the last block with it. */
function singleByteCheck(): CheckChunk {
  let isEnded = false
  return (chunk) => {
    let end = chunk.byteLength
    while (end > 0 && chunk[end - 1] === substitute) end -= 1
    if (isEnded && end > 0) return false
    isEnded ||= end < chunk.byteLength
    return !hasControlBytes(chunk.subarray(0, end))
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: The pattern finds the characters that text does not have.
const control = /[\0-\x06\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]/

function utf16Check(encoding: 'utf-16le' | 'utf-16be'): CheckChunk {
  const decoder = new TextDecoder(encoding, { fatal: true })
  return (chunk) => {
    try {
      return !control.test(decoder.decode(chunk, { stream: true }))
    } catch {
      return false
    }
  }
}
