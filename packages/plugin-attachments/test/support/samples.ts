/** Small files of many kinds, made here and not kept as files. */
import { deflateSync } from 'node:zlib'

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) c = (crcTable[(c ^ byte) & 0xff] as number) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.byteLength)
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, crc])
}

/** One red pixel, whatever size its header tells. */
export function png(comment?: string, [width, height] = [1, 1]): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(comment === undefined ? [] : [chunk('tEXt', Buffer.from(`Comment\0${comment}`))]),
    chunk('IDAT', deflateSync(Buffer.from([0, 255, 0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const uint16 = (...numbers: number[]) =>
  Buffer.concat(numbers.map((number) => Buffer.from([number & 0xff, number >> 8])))

export function gif(comment = '', screen = [1, 1], frame = [1, 1]): Buffer {
  return Buffer.concat([
    Buffer.from('GIF89a'),
    uint16(...screen),
    Buffer.from([0x80, 0, 0, 255, 0, 0, 0, 0, 0]),
    ...(comment === ''
      ? []
      : [Buffer.from([0x21, 0xfe, comment.length]), Buffer.from(comment), Buffer.from([0])]),
    Buffer.from([0x2c, 0, 0, 0, 0]),
    uint16(...frame),
    Buffer.from([0, 2, 2, 0x44, 1, 0, 0x3b]),
  ])
}

/** With `more` between its first segment and its size. */
export function jpeg([width, height] = [1, 1], more: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from('JFIF\0'),
    Buffer.from([1, 1, 0, 0, 1, 0, 1, 0, 0]),
    more,
    Buffer.from([0xff, 0xc2, 0, 11, 8]),
    uint16(height, width).swap16(),
    Buffer.from([1, 1, 0x11, 0, 0xff, 0xd9]),
  ])
}

export function pdf(text = 'Hello'): Buffer {
  return Buffer.from(
    `%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n% ${text}\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n`,
  )
}

export interface Entry {
  readonly name: string
  readonly data?: Buffer | string
}

/** A zip whose entries are stored as they are. */
export function zip(entries: readonly Entry[], { comment = '' } = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data: given = '' } of entries) {
    const data = Buffer.from(given)
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(data), 10)
    common.writeUInt32LE(data.byteLength, 14)
    common.writeUInt32LE(data.byteLength, 18)
    common.writeUInt16LE(title.byteLength, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, title, data])
    const place = Buffer.alloc(4)
    place.writeUInt32LE(offset)
    directory.push(
      Buffer.concat([
        Buffer.from('PK\x01\x02', 'latin1'),
        Buffer.from([20, 0]),
        common,
        // No comment, first disk, no attributes.
        Buffer.alloc(10),
        place,
        title,
      ]),
    )
    locals.push(local)
    offset += local.byteLength
  }
  const entriesBytes = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(entriesBytes.byteLength, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...locals, entriesBytes, end, Buffer.from(comment)])
}

export function docx(more: readonly Entry[] = []): Buffer {
  return zip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'word/document.xml', data: '<w:document/>' },
    ...more,
  ])
}

export function xlsx(more: readonly Entry[] = []): Buffer {
  return zip([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: 'xl/workbook.xml', data: '<workbook/>' },
    ...more,
  ])
}

export function odt(more: readonly Entry[] = []): Buffer {
  return zip([
    { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' },
    { name: 'content.xml', data: '<office:document-content/>' },
    ...more,
  ])
}

export function jar(): Buffer {
  return zip([
    { name: 'META-INF/MANIFEST.MF', data: 'Manifest-Version: 1.0\n' },
    { name: 'Main.class', data: Buffer.from([0xca, 0xfe, 0xba, 0xbe]) },
  ])
}

export const windowsProgram = Buffer.concat([
  Buffer.from('MZ'),
  Buffer.alloc(126),
  Buffer.from('PE'),
])
export const linuxProgram = Buffer.concat([
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]),
  Buffer.alloc(56),
])
