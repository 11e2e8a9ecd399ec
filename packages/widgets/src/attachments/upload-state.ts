/** What is said of a file on its way. */
import { html } from 'lit'
import { alertIcon, checkIcon, clockIcon, shieldIcon } from '../icons/icons.ts'
import { fileSize } from './file-size.ts'
import type { attachmentTerms } from './terms.ts'
import type { Upload, UploadStatus } from './upload-queue.ts'

export const toneOf: Readonly<Record<UploadStatus, string>> = {
  waiting: 'neutral',
  uploading: 'neutral',
  checking: 'warning',
  ready: 'success',
  quarantined: 'danger',
  failed: 'danger',
  refused: 'danger',
}

export function stateView(
  { status, progress, file }: Upload,
  terms: typeof attachmentTerms.en,
  locale: string,
  explain: () => string,
): unknown {
  const size = fileSize(file.size, locale)
  switch (status) {
    case 'waiting':
      return html`${clockIcon()}${terms.waiting}`
    case 'uploading': {
      const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(progress)
      return html`${terms.uploading(percent)} · ${size}`
    }
    case 'checking':
      return html`${shieldIcon()}${terms.checking}`
    case 'ready':
      return html`${checkIcon()}<span>${terms.ready} · ${size}</span>`
    case 'quarantined':
      return html`${alertIcon()}${terms.quarantined}`
    default:
      return html`${alertIcon()}${explain()}`
  }
}
