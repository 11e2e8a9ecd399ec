import { defineTerms } from '../terms/terms.ts'

/** What the contributions are called: apart, because every page has them. */
export const attachmentLabels = defineTerms('attachment-labels', { files: 'Files' })
