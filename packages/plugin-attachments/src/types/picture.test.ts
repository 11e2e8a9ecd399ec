import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileDesk, openDesk } from '../../test/support/desk.ts'
import { gif, jpeg, pdf, png } from '../../test/support/samples.ts'
import { picturePixels } from './picture.ts'
import { createSample } from './sample.ts'

/** The same in whatever pieces the bytes come. */
function pixels(type: string, bytes: Buffer): number | null {
  const answers = [1, 5, 1_000, bytes.byteLength].map((size) => {
    const sample = createSample()
    for (let at = 0; at < bytes.byteLength; at += size) sample.add(bytes.subarray(at, at + size))
    return picturePixels(type, sample)
  })
  expect(new Set(answers).size).toBe(1)
  return answers[0] as number | null
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')

function webp(chunk: string, data: string): Buffer {
  const bytes = hex(data)
  const head = Buffer.from(`RIFF....WEBP${chunk}....`)
  head.writeUInt32LE(12 + bytes.byteLength, 4)
  head.writeUInt32LE(bytes.byteLength, 16)
  return Buffer.concat([head, bytes])
}

function bmp(header: string): Buffer {
  return Buffer.concat([Buffer.from('BM'), Buffer.alloc(12), hex(header), Buffer.alloc(40)])
}

function box(name: string, ...inner: Buffer[]): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 4)
  head.writeUInt32BE(8 + inner.reduce((sum, { byteLength }) => sum + byteLength, 0))
  return Buffer.concat([head, ...inner])
}

function ispe(width: number, height: number): Buffer {
  const size = Buffer.alloc(12)
  size.writeUInt32BE(width, 4)
  size.writeUInt32BE(height, 8)
  return box('ispe', size)
}

const ftyp = (...brands: string[]) =>
  box('ftyp', Buffer.from(`${brands[0]}\0\0\0\0${brands.join('')}`))
const meta = (...properties: Buffer[]) =>
  box(
    'meta',
    Buffer.alloc(4),
    box('hdlr', Buffer.alloc(24)),
    box('iprp', box('ipco', ...properties)),
  )
const mdat = Buffer.concat([hex('00100000'), Buffer.from('mdat'), Buffer.alloc(50)])

const segment = (marker: number, length: number) => {
  const bytes = Buffer.alloc(2 + length)
  bytes.writeUInt16BE(0xff00 | marker)
  bytes.writeUInt16BE(length, 2)
  return bytes
}
/** A segment whose content looks like a marker with a small size. */
const trap = () => {
  const bytes = segment(0xe1, 100)
  jpeg([1, 1]).copy(bytes, 20, 20)
  return bytes
}
/** More than the sample keeps of the beginning. */
const longProfile = Buffer.alloc(150_000)

describe('the pixels of a picture are found', () => {
  it.each<[string, string, Buffer, number]>([
    ['PNG', 'image/png', png('', [300, 200]), 60_000],
    ['PNG, as large as can be', 'image/png', png('', [0x7fffffff, 0x7fffffff]), 2 ** 53 - 1],
    ['GIF', 'image/gif', gif('', [300, 200]), 60_000],
    ['GIF with a larger frame', 'image/gif', gif('a comment', [1, 9], [300, 2]), 2_700],
    ['JPEG', 'image/jpeg', jpeg([300, 200]), 60_000],
    ['JPEG behind a trap', 'image/jpeg', jpeg([300, 200], trap()), 60_000],
    ['JPEG behind filling', 'image/jpeg', jpeg([300, 200], hex('ffffff')), 60_000],
    [
      'JPEG behind a long profile',
      'image/jpeg',
      jpeg([300, 200], Buffer.concat(Array.from({ length: 9 }, () => segment(0xe2, 65_535)))),
      60_000,
    ],
    ['lossy WebP', 'image/webp', webp('VP8 ', '30 01 00 9d 01 2a 2c 41 c8 80'), 60_000],
    ['lossless WebP', 'image/webp', webp('VP8L', '2f 2b c1 31 00 00'), 60_000],
    ['WebP with a canvas', 'image/webp', webp('VP8X', '10 00 00 00 2b 01 00 c7 00 00'), 60_000],
    ['BMP', 'image/bmp', bmp('28000000 2c010000 c8000000'), 60_000],
    ['BMP from the top', 'image/bmp', bmp('28000000 2c010000 38ffffff'), 60_000],
    ['BMP of OS/2', 'image/bmp', bmp('0c000000 2c01 c800'), 60_000],
    [
      'AVIF',
      'image/avif',
      Buffer.concat([ftyp('avif', 'mif1'), meta(ispe(300, 200)), mdat]),
      60_000,
    ],
    [
      'AVIF with a thumbnail first',
      'image/avif',
      Buffer.concat([
        ftyp('avif'),
        meta(ispe(3, 2), box('clap', Buffer.alloc(32, 1)), ispe(300, 200)),
      ]),
      60_000,
    ],
  ])('in %s', (_what, type, bytes, count) => expect(pixels(type, bytes)).toBe(count))

  it.each<[string, string, Buffer]>([
    ['JPEG whose number of lines comes later', 'image/jpeg', jpeg([300, 0])],
    ['JPEG with something between segments', 'image/jpeg', jpeg([3, 2], hex('00'))],
    ['JPEG that begins with a scan', 'image/jpeg', jpeg([3, 2], segment(0xda, 12))],
    ['JPEG that is cut off', 'image/jpeg', jpeg().subarray(0, 24)],
    ['GIF without a frame', 'image/gif', Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')],
    ['GIF that is cut off', 'image/gif', gif('a comment').subarray(0, 30)],
    ['WebP of another kind', 'image/webp', webp('VP9 ', '30 01 00 9d 01 2a 2c 41 c8 80')],
    [
      'PNG of Apple',
      'image/png',
      Buffer.from(png().toString('latin1').replace('IHDR', 'CgBI'), 'latin1'),
    ],
    ['AVIF without a size', 'image/avif', Buffer.concat([ftyp('avif'), meta(), mdat])],
    ['AVIF sequences', 'image/avif', Buffer.concat([ftyp('avif', 'avis'), meta(ispe(3, 2))])],
    [
      'AVIF whose properties are not all at the beginning',
      'image/avif',
      Buffer.concat([ftyp('avif'), meta(ispe(3, 2), box('colr', longProfile), ispe(9_999, 9_999))]),
    ],
    [
      'AVIF with a box of no length',
      'image/avif',
      Buffer.concat([ftyp('avif'), Buffer.alloc(8), meta(ispe(3, 2))]),
    ],
    ['what is no picture', 'application/pdf', pdf()],
  ])('not in %s', (_what, type, bytes) => expect(pixels(type, bytes)).toBeNull())
})

describe('a picture', () => {
  let desk: FileDesk
  beforeAll(async () => {
    desk = await openDesk()
  })
  afterAll(() => desk.close())

  async function shown(name: string, bytes: Buffer) {
    const ticketId = await desk.newTicket()
    const { id, isInline } = await desk.upload('ada', name, bytes, { ticketId })
    const target = { ticketId, attachmentId: id }
    const path = `/tickets/${ticketId}/attachments/${id}/content?disposition=inline`
    const answer = await desk.helpdesk.fetch(
      new Request(`http://app.example${desk.helpdesk.basePath}${path}`, {
        headers: { authorization: 'Bearer ada' },
      }),
    )
    await answer.body?.cancel()
    const link = desk.as('ada').attachments.link({ ...target, disposition: 'inline' })
    return [
      isInline,
      answer.headers.get('content-disposition')?.split(';')[0],
      await link.then(
        () => 'linked',
        ({ code }) => code,
      ),
    ]
  }

  it.each<[string, string, Buffer]>([
    ['50 megapixels', 'a.png', png('', [10_000, 5_000])],
    ['a small JPEG', 'a.jpg', jpeg([4_000, 3_000])],
    ['a PDF', 'a.pdf', pdf()],
  ])('is shown in place: %s', async (_what, name, bytes) => {
    expect(await shown(name, bytes)).toEqual([true, 'inline', 'linked'])
  })

  it.each<[string, string, Buffer]>([
    ['more than 50 megapixels', 'a.png', png('', [10_000, 5_001])],
    ['a large GIF', 'a.gif', gif('', [65_535, 65_535])],
    ['a large JPEG', 'a.jpg', jpeg([65_000, 65_000])],
    ['a JPEG of an unknown size', 'a.jpg', jpeg([65_000, 0])],
  ])('is only saved: %s', async (_what, name, bytes) => {
    expect(await shown(name, bytes)).toEqual([false, 'attachment', 'invalid_input'])
  })
})
