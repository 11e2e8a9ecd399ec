/** Which files a browser may show in place. */
import { imageSize } from 'image-size'
import type { Sample } from './sample.ts'

/** A browser needs four bytes of memory for each pixel, however small the file is. */
const maxPixels = 50_000_000

/** Nothing that can hold a script. */
const pictureTypes: ReadonlySet<string> = new Set([
  ...['image/png', 'image/apng', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'],
  'image/bmp',
])

/** True for a PDF, and for a raster image whose size is known and at most 50 megapixels. */
export function mayBeInline(type: string, sample: Sample): boolean {
  if (type === 'application/pdf') return true
  return pictureTypes.has(type) && pixels(sample) <= maxPixels
}

function pixels(sample: Sample): number {
  try {
    const { width, height } = imageSize(sample.head())
    return width * height
  } catch {
    // The size stands behind the sample, or the picture is damaged.
    return Number.POSITIVE_INFINITY
  }
}
