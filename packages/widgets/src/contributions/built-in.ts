/** What this package contributes for the plugins it has elements for, through the same door as anyone. */
import { attachmentContributions } from '../attachments/contributions.ts'
import { tagContributions } from '../tags/contributions.ts'
import type { Contribution } from './contribution.ts'

export const builtInContributions: readonly Contribution[] = [
  ...attachmentContributions,
  ...tagContributions,
]
