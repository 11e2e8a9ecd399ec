import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FileDesk, openDesk } from '../../test/support/desk.ts'
import { gif, jpeg, pdf, png } from '../../test/support/samples.ts'

let desk: FileDesk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

/** The picture with another width and height in its header. */
function sized(bytes: Buffer, at: number, width: number, height: number, isBig = true): Buffer {
  const copy = Buffer.from(bytes)
  if (!isBig) {
    copy.writeUInt16LE(width, at)
    copy.writeUInt16LE(height, at + 2)
  } else {
    copy.writeUInt32BE(width, at)
    copy.writeUInt32BE(height, at + 4)
  }
  return copy
}

it.each<[string, string, Buffer, boolean]>([
  ['a small picture', 'a.png', png(), true],
  ['a photo', 'a.jpg', jpeg(), true],
  ['a drawing', 'a.gif', gif(), true],
  ['a PDF document', 'a.pdf', pdf(), true],
  ['50 megapixels', 'a.png', sized(png(), 16, 10_000, 5_000), true],
  ['more than 50 megapixels', 'a.png', sized(png(), 16, 10_000, 5_001), false],
  ['a decompression bomb', 'a.png', sized(png(), 16, 100_000, 100_000), false],
  ['a large drawing', 'a.gif', sized(gif(), 6, 65_000, 65_000, false), false],
  ['a picture of unknown size', 'a.jpg', jpeg().subarray(0, 20), false],
])('shows %s in place: %4$s', async (_what, name, bytes, isInline) => {
  const ticketId = await desk.newTicket()
  const file = await desk.upload('ada', name, bytes, { ticketId })
  expect(file.isInline).toBe(isInline)
  const path = `/tickets/${ticketId}/attachments/${file.id}/content?disposition=inline`
  const { headers } = await desk.request('ada', 'GET', path)
  expect(headers.get('content-disposition')).toMatch(isInline ? /^inline/ : /^attachment/)
})
