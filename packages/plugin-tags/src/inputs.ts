/** What the calls accept. */
import { id, line, pageInput } from '@deskhand/core/plugin'
import { z } from 'zod'
import { hexColour, normaliseColour } from './colours.ts'
import { maxTagsPerTicket } from './errors.ts'
import { tagIcons } from './icons.ts'
import { tagName } from './names.ts'

const colour = z
  .string()
  .regex(hexColour, 'Must be a colour such as #1d4ed8.')
  .transform(normaliseColour)

export const tagListInput = z.strictObject(pageInput)

export const tagTarget = z.strictObject({ tagId: id() })

export const tagSuggestInput = z.strictObject({
  prefix: line(50).optional(),
  limit: pageInput.limit.unwrap().default(10),
})

export const tagCreateInput = z.strictObject({
  name: tagName(),
  colour: colour.optional(),
  icon: z.enum(tagIcons).nullable().optional(),
  isPublic: z.boolean().optional(),
})

export const tagUpdateInput = z.strictObject({ ...tagCreateInput.partial().shape, tagId: id() })

export const tagMergeInput = z.strictObject({ tagId: id(), intoId: id() })

export const tagNames = z.array(tagName()).max(maxTagsPerTicket)

const selection = {
  names: tagNames.optional(),
  tagIds: z.array(id()).max(maxTagsPerTicket).optional(),
}

export const ticketTarget = z.strictObject({ ticketId: id() })
export const taggingInput = z.strictObject({ ...selection, ticketId: id() })
export const bulkTaggingInput = z.strictObject({
  ...selection,
  ticketIds: z.array(id()).min(1).max(100),
})

const wanted = z.array(tagName()).min(1).max(20).optional()

export const tagsFilterInput = z
  .strictObject({ any: wanted, all: wanted, none: wanted })
  .refine((filter) => Object.values(filter).some(Boolean), 'Give any, all, none or several.')
