/** Files as a person hands them over, and a field for them as the form for a new ticket has it. */
import type { NewTicketFieldContext } from '../../src/contributions/slots.ts'
import { html, type Mounted } from './mount.ts'

const context: NewTicketFieldContext = {
  isSending: false,
  isOwn: true,
  setInput() {},
  hold: () => () => {},
  onFiles: () => () => {},
  onSent: () => () => {},
}

export const uploadField = () => html`<deskhand-upload .context=${context}></deskhand-upload>`

/** What is dropped or pasted. */
export function transferOf(...files: readonly File[]): DataTransfer {
  const data = new DataTransfer()
  for (const file of files) data.items.add(file)
  return data
}

/** Chooses files in the dialog of the page's field. */
export function chooseFiles(page: Mounted, ...files: readonly File[]): void {
  const input = page.query<HTMLInputElement>('input[type=file]') as HTMLInputElement
  input.files = transferOf(...files).files
  input.dispatchEvent(new Event('change', { bubbles: true }))
}
