/** The curl lines about tags. */
import type { TicketSummary } from '@deskhand/core'
import { ask, type CurlLine, get, post } from './curl.ts'

export function tagLines(api: string, ticket: TicketSummary | undefined): CurlLine[] {
  return [
    ...(ticket ? onTicket(api, ticket) : []),
    {
      title: 'Grace finds tickets by their tags',
      why: 'any, all and none combine with each other and with every other filter.',
      status: 200,
      command: ask(
        `${api}/tickets`,
        'grace',
        "-d 'tags[all][]=bug' -d 'tags[none][]=refund' -d 'include[]=tags' -d limit=3",
      ),
    },
    {
      title: 'How many tickets each tag is on',
      why: 'Open ones and all, most used first.',
      status: 200,
      command: get(`${api}/tags/statistics`, 'grace'),
    },
  ]
}

function onTicket(api: string, { id }: TicketSummary): CurlLine[] {
  const ticket = `${api}/tickets/${id}`
  return [
    {
      title: 'Grace tags it',
      why: 'Names are the same in any case. A new one becomes a tag, as agents may create them here.',
      status: 200,
      command: post(`${ticket}/tags`, 'grace', { names: ['bug', 'Known issue', 'kiln'] }),
    },
    {
      title: 'Ada sees the public one of its tags',
      why: 'To customers, the others do not exist.',
      status: 200,
      command: ask(ticket, 'ada', "-d 'include[]=tags'"),
    },
  ]
}
