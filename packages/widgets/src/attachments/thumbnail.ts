/** In pixels: twice as high as it is shown, for sharp screens. */
const height = 64

/**
 * A file as a small picture; `undefined` for what is none, or none that the browser can read. Drawn, because
 * an `<img>` would need `blob:` in the policy of the page.
 */
export async function thumbnailOf(file: File): Promise<HTMLCanvasElement | undefined> {
  try {
    const bitmap = await createImageBitmap(file, { resizeHeight: height, resizeQuality: 'medium' })
    const canvas = document.createElement('canvas')
    canvas.width = bitmap.width
    canvas.height = bitmap.height
    canvas.ariaHidden = 'true'
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(bitmap)
    return canvas
  } catch {
    return undefined
  }
}
