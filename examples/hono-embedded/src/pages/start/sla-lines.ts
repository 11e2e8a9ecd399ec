/** The curl lines about promises of a first answer. */
import type { TicketSummary } from '@deskhand/core'
import { ask, type CurlLine, get } from './curl.ts'

export function slaLines(api: string, ticket: TicketSummary | undefined): CurlLine[] {
  return [
    ...(ticket ? [ofTicket(api, ticket)] : []),
    {
      title: 'Grace lists what is late for its first answer',
      why: 'A filter of examples/plugin-sla, which is a plugin as you would write it.',
      status: 200,
      command: ask(
        `${api}/tickets`,
        'grace',
        "-d 'sla[]=breached' -d 'status[]=new' -d 'include[]=sla' -d limit=5",
      ),
    },
    {
      title: 'What has to be answered first',
      why: 'A sort by when it is due. What is answered has no place in it.',
      status: 200,
      command: ask(
        `${api}/tickets`,
        'grace',
        "-d sort=slaDue -d order=asc -d 'include[]=sla' -d limit=5",
      ),
    },
  ]
}

function ofTicket(api: string, { id }: TicketSummary): CurlLine {
  return {
    title: 'Until when an answer was promised',
    why: 'By the priority of the ticket, and whether it came in time. Ada would get 403.',
    status: 200,
    command: get(`${api}/tickets/${id}/sla`, 'grace'),
  }
}
