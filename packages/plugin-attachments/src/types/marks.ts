/** Marks that may stand anywhere in a file, so the whole stream is searched for them. */

export interface Marks {
  /** An archive behind the beginning of the file. */
  readonly archive: boolean
  /** A VBA project in an old Office file (MS-OVBA, 2.2.1). */
  readonly macros: boolean
  /** An Office document that is encrypted with a password (MS-OFFCRYPTO, 1.3). */
  readonly password: boolean
  /** An embedded object in RTF. */
  readonly rtfObject: boolean
}

export interface MarkSearch {
  add(chunk: Buffer): void
  found(): Marks
}

const overlap = 64

/** Long enough that no picture has one by chance. */
const archives = ['Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c', 'PK\x01\x02\x14\x00'].map((text) =>
  Buffer.from(text, 'latin1'),
)
/** The names of streams and storages in a compound file (MS-CFB, 2.6.1). */
const vbaProject = Buffer.from('_VBA_PROJECT', 'utf16le')
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le')

const compoundFile = Buffer.from('d0cf11e0a1b11ae1', 'hex')

/** A control word such as `\object` or `\objdata`, or text: a backslash behind a backslash is text. */
const rtfObject = /\\obj[a-z]/g
/** A longer run may have begun before the part that is searched. */
const maxBackslashes = 16

/** A pattern for the backslashes before the word would take quadratic time for a long run of them. */
function hasRtfObject(text: string): boolean {
  for (const { index } of text.matchAll(rtfObject)) {
    let start = index
    while (start > 0 && index - start < maxBackslashes && text[start - 1] === '\\') start -= 1
    const before = index - start
    if (before === maxBackslashes || before % 2 === 0) return true
  }
  return false
}

/** `head` has the first bytes of the file as soon as they are added. */
export function createMarkSearch(head: Buffer): MarkSearch {
  const found = { archive: false, macros: false, password: false, rtfObject: false }
  let rest: Buffer = Buffer.alloc(0)
  let isStart = true

  return {
    found: () => found,
    add(chunk) {
      const seam = Buffer.concat([rest, chunk.subarray(0, overlap)])
      // An archive has its own mark at its very beginning.
      const from = isStart ? 1 : 0
      const has = (mark: Buffer) => chunk.indexOf(mark, from) >= 0 || seam.indexOf(mark, from) >= 0
      found.archive ||= archives.some(has)
      if (head.subarray(0, compoundFile.byteLength).equals(compoundFile)) {
        found.macros ||= has(vbaProject)
        found.password ||= has(encryptedPackage)
      }
      if (head.toString('latin1', 0, 4) === '{\\rt') {
        found.rtfObject ||= hasRtfObject(Buffer.concat([rest, chunk]).toString('latin1'))
      }
      rest = Buffer.concat([rest, chunk.subarray(-overlap)]).subarray(-overlap)
      isStart = false
    },
  }
}
