/** The types that are accepted, and what their names end with. */

export interface AllowedType {
  /** A media type. */
  readonly type: string
  /** Without dots, in lower case; the first is added to a name that has none. */
  readonly extensions: readonly string[]
  /** Known by valid text and its extension, not by its first bytes. */
  readonly isText?: boolean | undefined
}

const text = (type: string, ...extensions: string[]): AllowedType => ({
  type,
  extensions,
  isText: true,
})
const type = (name: string, ...extensions: string[]): AllowedType => ({ type: name, extensions })

const ooxml = 'application/vnd.openxmlformats-officedocument'
const odf = 'application/vnd.oasis.opendocument'

/** Pictures, documents without macros, plain text, sound, films and zip archives. */
export const defaultTypes: readonly AllowedType[] = [
  type('image/png', 'png'),
  type('image/apng', 'png', 'apng'),
  type('image/jpeg', 'jpg', 'jpeg', 'jpe', 'jfif'),
  type('image/gif', 'gif'),
  type('image/webp', 'webp'),
  type('image/avif', 'avif'),
  type('image/heic', 'heic', 'heif'),
  type('image/heif', 'heif', 'heic'),
  type('image/bmp', 'bmp'),
  type('image/tiff', 'tif', 'tiff'),
  type('application/pdf', 'pdf'),
  type(`${ooxml}.wordprocessingml.document`, 'docx'),
  type(`${ooxml}.spreadsheetml.sheet`, 'xlsx'),
  type(`${ooxml}.presentationml.presentation`, 'pptx'),
  type(`${odf}.text`, 'odt'),
  type(`${odf}.spreadsheet`, 'ods'),
  type(`${odf}.presentation`, 'odp'),
  type(`${odf}.graphics`, 'odg'),
  type('application/msword', 'doc', 'dot'),
  type('application/vnd.ms-excel', 'xls'),
  type('application/vnd.ms-powerpoint', 'ppt', 'pps'),
  type('application/vnd.ms-outlook', 'msg'),
  type('application/rtf', 'rtf'),
  type('application/epub+zip', 'epub'),
  type('application/zip', 'zip'),
  type('application/gzip', 'gz', 'tgz'),
  type('audio/mpeg', 'mp3'),
  type('audio/wav', 'wav'),
  type('audio/ogg', 'ogg', 'oga', 'opus'),
  type('audio/mp4', 'm4a', 'mp4'),
  type('audio/x-m4a', 'm4a'),
  type('audio/flac', 'flac'),
  type('video/mp4', 'mp4', 'm4v'),
  type('video/x-m4v', 'm4v', 'mp4'),
  type('video/quicktime', 'mov', 'qt'),
  type('video/webm', 'webm'),
  type('video/ogg', 'ogv'),
  text('text/plain', 'txt', 'text', 'log', 'conf', 'ini', 'properties', 'diff', 'patch'),
  text('text/csv', 'csv'),
  text('text/tab-separated-values', 'tsv'),
  text('text/markdown', 'md', 'markdown'),
  text('text/calendar', 'ics'),
  text('text/vcard', 'vcf'),
  text('application/json', 'json', 'jsonl', 'ndjson', 'har'),
  text('application/yaml', 'yaml', 'yml'),
  text('message/rfc822', 'eml'),
]

/** What a system would run. Refused as an extension, unless a listed type has it. */
export const executableExtensions: ReadonlySet<string> = new Set([
  ...['exe', 'dll', 'scr', 'pif', 'cpl', 'sys', 'drv', 'ocx', 'msi', 'msp', 'mst', 'msix', 'appx'],
  ...['bat', 'cmd', 'ps1', 'psm1', 'ps1xml', 'vb', 'vbs', 'vbe', 'js', 'jse', 'mjs', 'cjs', 'ws'],
  ...['wsf', 'wsc', 'wsh', 'hta', 'hlp', 'chm', 'inf', 'reg', 'scf', 'lnk', 'url', 'library-ms'],
  ...['settingcontent-ms', 'gadget', 'application', 'jar', 'jnlp', 'class', 'apk', 'ipa', 'app'],
  ...['deb', 'rpm', 'pkg', 'dmg', 'iso', 'img', 'vhd', 'vhdx', 'sh', 'bash', 'zsh', 'csh', 'fish'],
  ...['command', 'run', 'bin', 'elf', 'so', 'dylib', 'desktop', 'php', 'php3', 'php5', 'phtml'],
  ...['phar', 'asp', 'aspx', 'jsp', 'jspx', 'cgi', 'pl', 'py', 'pyc', 'rb', 'html', 'htm', 'xhtml'],
  ...['shtml', 'mht', 'mhtml', 'svg', 'svgz', 'swf', 'xll', 'xlam', 'docm', 'dotm', 'xlsm', 'xltm'],
  ...['pptm', 'potm', 'ppam', 'ppsm', 'sldm', 'one', 'accde', 'mde', 'com'],
])

/** What was named like a program before something was put behind it: `invoice.exe.pdf`. */
export const innerExecutableExtensions: ReadonlySet<string> = new Set([
  ...['exe', 'scr', 'pif', 'cpl', 'msi', 'bat', 'cmd', 'ps1', 'vbs', 'hta', 'jar', 'lnk', 'apk'],
  ...['php', 'php3', 'php5', 'phtml', 'phar', 'asp', 'aspx', 'jsp', 'jspx', 'cgi'],
])
