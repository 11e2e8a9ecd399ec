/** The curl lines of the start page, about tickets that are really there. */
import type { Helpdesk, TicketSummary } from '@deskhand/core'
import type { Attachment } from '@deskhand/plugin-attachments'
import type { DemoApi } from '../../helpdesk.ts'
import { personNamed } from '../../people/people.ts'
import { defaultTenant } from '../../people/session.ts'
import { ask, type CurlLine, get, post } from './curl.ts'
import { fileLines } from './file-lines.ts'
import { slaLines } from './sla-lines.ts'
import { tagLines } from './tag-lines.ts'

const ada = { ...personNamed('ada'), tenantId: defaultTenant }

/** The newest ticket of Ada's that is not closed yet. */
export async function exampleTicket(helpdesk: Helpdesk): Promise<TicketSummary | undefined> {
  const { data } = await helpdesk.as(ada).tickets.list({
    requester: 'me',
    status: ['new', 'open', 'in_progress', 'pending', 'resolved'],
    limit: 1,
  })
  return data[0]
}

export interface Installed {
  readonly tags: boolean
  readonly attachments: boolean
  readonly sla: boolean
}

export function installedIn(helpdesk: Helpdesk): Installed {
  const desk: DemoApi = helpdesk.as(ada)
  return {
    tags: desk.tags !== undefined,
    attachments: desk.attachments !== undefined,
    sla: desk.sla !== undefined,
  }
}

export function curlLines(
  api: string,
  ticket: TicketSummary | undefined,
  file: Attachment | undefined,
  installed: Installed,
): CurlLine[] {
  return [
    openTicket(api),
    listTickets(api),
    ...(ticket ? workOn(api, ticket) : []),
    ...(installed.tags ? tagLines(api, ticket) : []),
    ...(installed.attachments ? fileLines(api, ticket, file) : []),
    ...(installed.sla ? slaLines(api, ticket) : []),
    otherTenant(api),
  ]
}

function openTicket(api: string): CurlLine {
  return {
    title: 'Ada opens a ticket',
    why: 'Its number and its address are in the answer.',
    status: 201,
    command: post(`${api}/tickets`, 'ada', {
      subject: 'The kiln calendar is empty',
      description: 'Not a **single** booking today.',
    }),
  }
}

function listTickets(api: string): CurlLine {
  return {
    title: 'Grace lists what nobody has taken, most urgent first',
    why: 'Filters combine, and pages are linked by a cursor.',
    status: 200,
    command: ask(
      `${api}/tickets`,
      'grace',
      "-d 'status[]=new' -d 'status[]=open' -d assignee=none -d sort=priority -d limit=5",
    ),
  }
}

function workOn(api: string, { id, number }: TicketSummary): CurlLine[] {
  const ticket = `${api}/tickets/${id}`
  return [
    {
      title: `Grace takes Ada’s ticket #${number}`,
      why: 'A new ticket is open as soon as somebody has it.',
      status: 200,
      command: post(`${ticket}/assign`, 'grace', { assigneeId: 'grace' }),
    },
    {
      title: 'Grace answers and starts to work on it',
      why: 'The first answer by an agent is timed.',
      status: 201,
      command: post(`${ticket}/replies`, 'grace', {
        body: 'Hi Ada, I am looking into it.',
        status: 'in_progress',
      }),
    },
    {
      title: 'Grace leaves a note for her colleagues',
      why: 'Customers never learn that it exists.',
      status: 201,
      command: post(`${ticket}/replies`, 'grace', {
        body: 'The sync token has expired.',
        audience: 'internal',
      }),
    },
    {
      title: 'Ada reads the conversation, without the note',
      why: 'Run it as demo-grace and the note is there.',
      status: 200,
      command: get(`${ticket}/replies`, 'ada'),
    },
    {
      title: 'Grace resolves it',
      why: 'The state moves as the table of transitions allows, else the answer is 409 with what is allowed.',
      status: 200,
      command: post(`${ticket}/transition`, 'grace', { status: 'resolved' }),
    },
    {
      title: 'The whole story, as an event log',
      why: 'Who did what, and when. Ada gets her part of it.',
      status: 200,
      command: get(`${ticket}/events`, 'grace'),
    },
    {
      title: 'For Ben there is no such ticket',
      why: 'What somebody may not see is 404, never 403.',
      status: 404,
      command: get(ticket, 'ben'),
    },
    {
      title: 'Nor is there for Ada in another tenant',
      why: 'demo-ada@acme is the same person there.',
      status: 404,
      command: get(ticket, 'ada@acme'),
    },
  ]
}

function otherTenant(api: string): CurlLine {
  return {
    title: 'The other tenant has tickets of its own',
    why: 'They have the same numbers and nothing else in common.',
    status: 200,
    command: get(`${api}/tickets?limit=5`, 'grace@acme'),
  }
}
