import type { TemplateResult } from 'lit'
import { fileIcon, imageIcon } from '../icons/icons.ts'

/** By the media type that the bytes, or else the browser, say. */
export function kindIcon(type: string): TemplateResult {
  return type.startsWith('image/') ? imageIcon() : fileIcon()
}
