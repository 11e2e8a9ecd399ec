/**
 * File names as they are kept: one path component that means nothing to a shell, a file system or a
 * reader of right-to-left text.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
import { nameRefused } from '../errors.ts'

const maxBytes = 255
/** Characters that change the order of others, or show nothing at all. */
const invisible =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu
/** Persian words and emoji need joiners. Beside ASCII, a joiner would only hide in an extension. */
const strayJoiner = /(?<![^\0-\x7f])[\u200c\u200d]+|[\u200c\u200d]+(?![^\0-\x7f])/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const control = /[\x01-\x1f\x7f-\x9f]/g
/** What Windows does not take in a name. */
const reserved = /[<>:"|?*]/g
const device = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i

/** Throws `file_name_refused` (400) for a name with NUL, or one of which nothing is left. */
export function cleanName(raw: string): string {
  if (raw.includes('\0')) throw nameRefused('The name has a NUL character in it.')
  const last = raw.toWellFormed().split(/[/\\]/).at(-1) ?? ''
  const visible = last
    .normalize('NFC')
    .replace(invisible, '')
    .replace(control, '')
    .replace(strayJoiner, '')
  const plain = visible
    .replace(reserved, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  if (plain === '') throw nameRefused('The name has no characters that can be kept.')
  return shorten(plain.replace(device, '_$1'))
}

/** The last extension in lower case, without its dot; empty where there is none. */
export function extensionOf(name: string): string {
  return /\.([^. ]{1,16})$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** All that could pass for an extension, the last one left out. */
export function innerExtensions(name: string): string[] {
  return name
    .toLowerCase()
    .split('.')
    .slice(1, -1)
    .map((part) => part.trim())
}

export function withExtension(name: string, extension: string): string {
  return shorten(`${name}.${extension}`)
}

/** Cuts the middle out, so that the extension stays. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name
  const extension = extensionOf(name)
  const ending = extension === '' ? '' : name.slice(name.length - extension.length - 1)
  const room = maxBytes - Buffer.byteLength(ending)
  const base = Buffer.from(name.slice(0, name.length - ending.length)).subarray(0, room)
  return (
    base
      .toString()
      .replace(/\ufffd+$/, '')
      .trimEnd() + ending
  )
}
