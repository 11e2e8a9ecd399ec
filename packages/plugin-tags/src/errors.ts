import { conflict, type HelpdeskError } from '@deskhand/core/plugin'

export const maxTags = 5_000
export const maxTagsPerTicket = 50

export function nameTaken(name: string): HelpdeskError {
  return conflict('name_taken', `There is a tag named ${JSON.stringify(name)} already.`)
}

export function tooManyTags(): HelpdeskError {
  return conflict(
    'too_many_tags',
    `A helpdesk has at most ${maxTags} tags. Merge or delete some first.`,
  )
}

export function tooManyOnTicket(): HelpdeskError {
  return conflict(
    'too_many_tags_on_ticket',
    `A ticket has at most ${maxTagsPerTicket} tags. Remove some first.`,
  )
}

export function tagGone(): HelpdeskError {
  return conflict('tag_gone', 'A tag was deleted or merged meanwhile. Read the tags and try again.')
}
