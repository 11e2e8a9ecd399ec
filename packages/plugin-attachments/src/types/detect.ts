/** What a file is, by its bytes, its name and the list of what is accepted. */
import { fileTypeFromBuffer } from 'file-type'
import { emptyFile, nameRefused, typeRefused } from '../errors.ts'
import { type AllowedType, executableExtensions, innerExecutableExtensions } from './allowed.ts'
import { macroType, zipType } from './documents.ts'
import { extensionOf, innerExtensions, withExtension } from './names.ts'
import { mayBeInline } from './picture.ts'
import { claimsAnother } from './polyglot.ts'
import type { Sample } from './sample.ts'
import { zipDirectory } from './zip.ts'

export interface DetectedFile {
  readonly name: string
  readonly type: string
  /** Whether a browser may show it in place. */
  readonly isInline: boolean
}

/** Old Office formats share one container, so their names tell them apart. */
const containerTypes: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  dot: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  pps: 'application/vnd.ms-powerpoint',
  msg: 'application/vnd.ms-outlook',
}

const macroApplications: Readonly<Record<string, string>> = {
  doc: 'word',
  dot: 'word',
  xls: 'excel',
  ppt: 'powerpoint',
  pps: 'powerpoint',
}

/** Refuses a name before any byte is read. */
export function checkExtensions(name: string, allowed: readonly AllowedType[]): void {
  const listed = new Set(allowed.flatMap(({ extensions }) => extensions))
  const suspects = [
    ...innerExtensions(name).filter((extension) => innerExecutableExtensions.has(extension)),
    ...[extensionOf(name)].filter((extension) => executableExtensions.has(extension)),
  ]
  const refused = suspects.find((extension) => !listed.has(extension))
  if (refused === undefined) return
  throw nameRefused(`Files named like a program or a script (.${refused}) are not accepted.`)
}

/**
 * The type of a stored file and the name it keeps. Throws `file_type_refused`, `file_type_mismatch` or
 * `file_ambiguous` (415).
 */
export async function detect(
  name: string,
  sample: Sample,
  allowed: readonly AllowedType[],
): Promise<DetectedFile> {
  if (sample.size === 0) throw emptyFile()
  const extension = extensionOf(name)
  const found = await binaryType(sample, extension)
  if (found === null) return detectText(name, sample, allowed)
  const ambiguity = claimsAnother(found, sample)
  if (ambiguity) throw typeRefused('file_ambiguous', ambiguity)
  const known = allowed.find(({ type, isText }) => type === found && !isText)
  if (!known) throw typeRefused('file_type_refused', whyRefused(found))
  const file = { type: found, name, isInline: mayBeInline(found, sample) }
  if (extension === '' || !isExtension(allowed, extension)) {
    // "screenshot", or a dot that is part of a sentence.
    const [first] = known.extensions
    return first === undefined ? file : { ...file, name: withExtension(name, first) }
  }
  if (!known.extensions.includes(extension)) throw mismatch(extension, found)
  return file
}

function whyRefused(type: string): string {
  return /\.macroenabled$/.test(type)
    ? 'This document has macros. Save it without macros.'
    : `Files of the type ${type} are not accepted.`
}

function detectText(name: string, sample: Sample, allowed: readonly AllowedType[]): DetectedFile {
  const extension = extensionOf(name)
  const known = allowed.find(({ isText, extensions }) => isText && extensions.includes(extension))
  if (known && sample.isText()) return { name, type: known.type, isInline: false }
  if (isExtension(allowed, extension)) {
    throw mismatch(extension, sample.isText() ? 'text/plain' : 'application/octet-stream')
  }
  throw typeRefused(
    'file_type_refused',
    sample.isText()
      ? 'Text files need one of the accepted extensions, such as .txt, .csv or .log.'
      : 'Files of this type are not accepted.',
  )
}

function isExtension(allowed: readonly AllowedType[], extension: string): boolean {
  return allowed.some(({ extensions }) => extensions.includes(extension))
}

function mismatch(extension: string, found: string) {
  return typeRefused(
    'file_type_mismatch',
    `The file is named .${extension}, and its bytes are ${found}. Rename it, or save it in the other format.`,
  )
}

/** By magic numbers; `null` for what has none. */
async function binaryType(sample: Sample, extension: string): Promise<string | null> {
  const head = sample.head()
  if (isZip(head)) {
    const directory = zipDirectory(sample.tail())
    if (!directory?.isAtEnd) throw typeRefused('file_ambiguous', 'This zip archive is not whole.')
    const type = zipType(sample, directory)
    if (type) return type
    throw typeRefused('file_ambiguous', 'This zip archive claims to be two kinds of document.')
  }
  if (/^#![ \t]*\//.test(head.toString('latin1', 0, 64))) return 'application/x-shellscript'
  const found = await fileTypeFromBuffer(head)
  const type = found?.mime.split(';')[0]
  if (type === undefined) return null
  if (type === 'application/x-cfb') return compoundType(sample, extension)
  if (type === 'application/rtf' && sample.marks().rtfObject) {
    throw typeRefused(
      'file_type_refused',
      'This RTF document has an embedded object. Save it without embedded objects.',
    )
  }
  // A short magic number may be the first word of a text, such as "BMW" or "ID3".
  return !textFormats.has(type) && sample.isText() ? null : type
}

/** Formats with a magic number whose files may be text as a whole. */
const textFormats: ReadonlySet<string> = new Set([
  ...['application/pdf', 'application/rtf', 'application/postscript', 'application/eps'],
])

function compoundType(sample: Sample, extension: string): string {
  const { macros, password } = sample.marks()
  if (password) {
    throw typeRefused(
      'file_type_refused',
      'This Office document is protected by a password, so nobody can check it for macros. Save it without a password.',
    )
  }
  if (macros) return macroType(macroApplications[extension] ?? 'office')
  return containerTypes[extension] ?? 'application/x-cfb'
}

function isZip(head: Buffer): boolean {
  const mark = head.toString('latin1', 0, 4)
  return mark === 'PK\x03\x04' || mark === 'PK\x05\x06'
}
