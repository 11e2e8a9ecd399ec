import { HelpdeskApiError } from '@deskhand/core/client'
import type { AttachmentFacts } from '@deskhand/plugin-attachments/client'
import { explainProblem, type problemTerms } from '../problems/explain.ts'
import type { FileFault } from './facts.ts'
import { fileSize } from './file-size.ts'
import type { attachmentTerms } from './terms.ts'
import type { Upload } from './upload-queue.ts'

type Reason = FileFault | 'mismatch' | 'ambiguous' | 'badName' | 'tooManyDrafts' | 'interrupted'

const byCode: Readonly<Record<string, Reason>> = {
  file_empty: 'empty',
  file_too_large: 'tooLarge',
  body_too_large: 'tooLarge',
  file_type_refused: 'wrongType',
  file_type_mismatch: 'mismatch',
  file_ambiguous: 'ambiguous',
  file_name_refused: 'badName',
  too_many_drafts: 'tooManyDrafts',
  incomplete_body: 'interrupted',
  size_mismatch: 'interrupted',
  upload_timeout: 'interrupted',
}

export interface ProblemWords {
  readonly terms: typeof attachmentTerms.en
  readonly problems: typeof problemTerms.en
  readonly locale: string
  readonly facts: AttachmentFacts
}

/** Why a file can't be sent, and what helps. */
export function explainUpload({ fault, error }: Upload, words: ProblemWords): string {
  const { terms, problems, locale, facts } = words
  const reason = fault ?? (error instanceof HelpdeskApiError ? byCode[error.code] : undefined)
  if (reason === undefined) return explainProblem(error, problems)
  if (reason === 'tooLarge') return terms.tooLarge(fileSize(facts.fileBytes, locale))
  if (reason === 'tooMany') return terms.tooMany(facts.filesAtOnce)
  return terms[reason]
}
