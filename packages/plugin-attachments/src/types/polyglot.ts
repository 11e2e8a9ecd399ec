/**
 * Files that are two things at once: a picture that is an archive too, a document behind a picture's
 * first bytes, a page in a picture's comment.
 */
import type { Sample } from './sample.ts'
import { zipDirectory } from './zip.ts'

/** Readers of PDF take its header anywhere in the first kilobyte. */
const pdfWindow = 1024 + 8
/** As far as a browser would look, and then some. */
const markupWindow = 4096
const markup = /<(!doctype\s+html|html|head|body|script|iframe|svg|\?php|%@)[\s>/%]/i

const zipTypes = /zip|java-archive|openxmlformats|opendocument|macroenabled/

/** Says what else the file claims to be; `undefined` for an honest one. */
export function claimsAnother(type: string, sample: Sample): string | undefined {
  const head = sample.head().toString('latin1')
  const isPdf = type === 'application/pdf'
  if (!isPdf && head.slice(0, pdfWindow).includes('%PDF-')) {
    return `This ${type} file claims to be a PDF document too.`
  }
  if (isPdf && !head.startsWith('%PDF-')) return 'This PDF document begins with something else.'
  if (!zipTypes.test(type) && zipDirectory(sample.tail())) {
    return `This ${type} file claims to be a zip archive too.`
  }
  if (type.startsWith('image/') && sample.marks().archive) {
    return `This ${type} file has an archive in it.`
  }
  if (/^(image|audio|video)\//.test(type) && markup.test(head.slice(0, markupWindow))) {
    return `This ${type} file has markup or a script in it.`
  }
  return undefined
}
