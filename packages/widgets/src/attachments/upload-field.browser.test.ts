import { describe, expect, it } from 'vitest'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { type Mounted, mount } from '../../test/support/mount.ts'
import { chooseFiles, uploadField } from '../../test/support/uploads.ts'
import '../define/deskhand-upload.ts'

const desk = await openDesk()

async function wide(): Promise<File> {
  const canvas = new OffscreenCanvas(320, 160)
  const drawing = canvas.getContext('2d')
  if (drawing) drawing.fillStyle = '#cc0000'
  drawing?.fillRect(0, 0, 320, 160)
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'wide.png', {
    type: 'image/png',
  })
}

const kindOf = (page: Mounted, name: string) =>
  page
    .queryAll('li')
    .find((one) => one.textContent?.includes(name))
    ?.querySelector('.kind')?.firstElementChild

/** Red, green and blue in the middle. */
async function colourOf(canvas: HTMLCanvasElement): Promise<readonly number[]> {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')
  copy?.drawImage(canvas, 0, 0)
  return [...(copy?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data ?? [])].slice(0, 3)
}

describe('deskhand-upload', () => {
  it('shows pictures as they are, and an icon for what it can’t show', async () => {
    const page = await mount(uploadField(), { client: desk.client('ada') })
    const broken = new File(['no picture'], 'broken.png', { type: 'image/png' })
    chooseFiles(page, await wide(), broken)
    await expect.poll(() => kindOf(page, 'wide.png')?.localName).toBe('canvas')
    const canvas = kindOf(page, 'wide.png') as HTMLCanvasElement
    expect([canvas.width, canvas.height]).toEqual([128, 64])
    expect([canvas.offsetWidth, canvas.offsetHeight]).toEqual([32, 32])
    expect(await colourOf(canvas)).toEqual([204, 0, 0])
    expect(kindOf(page, 'broken.png')?.localName).toBe('svg')
    await expect.poll(() => page.query('progress')).toBeUndefined()
    await expectAccessible(page)
  })
})
