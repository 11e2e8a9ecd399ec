import { crc32, deflateSync } from 'node:zlib'

const [width, height] = [280, 160]
const [paper, line, booking] = [0xfb, 0xd4, 0x5a]

/** A screenshot, as far as it goes: a week of a calendar with bookings at `slots` (0 to 34), as PNG. */
export function calendarPicture(slots: readonly number[]): Uint8Array {
  const taken = new Set(slots)
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: width }, (_, x) => shade(x, y, taken))]),
  )
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey.
  header[8] = 8
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Seven days of five hours each. */
function shade(x: number, y: number, taken: ReadonlySet<number>): number {
  if (x % 40 === 0 || y % 32 === 0) return line
  return taken.has(Math.floor(x / 40) * 5 + Math.floor(y / 32)) ? booking : paper
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.byteLength)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
