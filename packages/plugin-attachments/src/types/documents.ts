/** What kind of document a zip is: Office Open XML, OpenDocument, EPUB, a program or none of them. */
import { typeRefused } from '../errors.ts'
import type { Sample } from './sample.ts'
import { readEntry, type ZipDirectory, type ZipEntry } from './zip.ts'

const ooxml = 'application/vnd.openxmlformats-officedocument'

/** The folder of an OOXML document's main part, with and without macros (ECMA-376). */
const officeFolders = [
  { folder: 'word/', type: `${ooxml}.wordprocessingml.document`, macros: 'word' },
  { folder: 'xl/', type: `${ooxml}.spreadsheetml.sheet`, macros: 'excel' },
  { folder: 'ppt/', type: `${ooxml}.presentationml.presentation`, macros: 'powerpoint' },
] as const

/**
 * The type of a zip: a document, a program, or an archive. Two kinds in one give `null`. Throws `file_ambiguous`
 * (415) for an Office document whose list of types cannot be read.
 */
export function zipType(sample: Sample, directory: ZipDirectory): string | null {
  const { names } = directory
  const claims = [
    ...odfType(sample.head(), names),
    ...ooxmlType(sample, directory),
    ...(names.some((name) =>
      /^(META-INF\/MANIFEST\.MF|classes\.dex|AndroidManifest\.xml)$/i.test(name),
    )
      ? ['application/java-archive']
      : []),
  ]
  if (claims.length > 1) return null
  return claims[0] ?? 'application/zip'
}

function ooxmlType(sample: Sample, { names, contentTypes }: ZipDirectory): string[] {
  const kinds = officeFolders.filter(({ folder }) => names.some((name) => name.startsWith(folder)))
  if (contentTypes.length === 0 || kinds.length === 0) return []
  const hasMacros =
    names.some((name) => /(^|\/)(vbaProject\.bin|macrosheets\/)/i.test(name)) ||
    macroTypes.test(readContentTypes(sample, contentTypes))
  return kinds.map(({ type, macros }) => (hasMacros ? macroType(macros) : type))
}

export function macroType(application: string): string {
  return `application/vnd.ms-${application}.macroenabled`
}

/** Types of parts with macros. The parts may have any name (MS-OFFMACRO2, ECMA-376-2, 10.1.2). */
const macroTypes = /vbaProject|macroEnabled|macrosheet/i
const maxContentTypes = 4 * 1024 * 1024

/** As text without character references and NUL bytes, which UTF-16 has. */
function readContentTypes(sample: Sample, entries: readonly ZipEntry[]): string {
  const [entry] = entries
  const bytes =
    entry && entries.length === 1 ? readEntry(sample, entry, maxContentTypes) : undefined
  if (!bytes) {
    throw typeRefused(
      'file_ambiguous',
      'The list of types in this Office document cannot be read. Save the document again, with another program.',
    )
  }
  return bytes
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (_all, hex, decimal) =>
      String.fromCharCode(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
    )
}

/** ODF and EPUB name their type in a first entry `mimetype` that is stored as it is. */
function odfType(head: Buffer, names: readonly string[]): string[] {
  if (head.byteLength < 38 || head.toString('latin1', 30, 38) !== 'mimetype') return []
  const start = 38 + head.readUInt16LE(28)
  const length = head.readUInt32LE(22)
  const isStored = head.readUInt16LE(8) === 0
  if (!isStored || length > 200) return ['application/zip']
  const declared = head.toString('latin1', start, start + length).trim()
  if (!/^application\/[a-z0-9.+-]+$/.test(declared)) return ['application/zip']
  const isOdf = declared.startsWith('application/vnd.oasis.opendocument')
  const hasMacros = isOdf && names.some((name) => /^(Basic|Scripts)\/./i.test(name))
  return [hasMacros ? macroType('opendocument') : declared]
}
