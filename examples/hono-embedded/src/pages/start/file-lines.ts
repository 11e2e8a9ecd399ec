/** The curl lines about files. */
import type { Helpdesk, Page, TicketSummary } from '@deskhand/core'
import type { Attachment } from '@deskhand/plugin-attachments'
import type { DemoApi } from '../../helpdesk.ts'
import { personNamed } from '../../people/people.ts'
import { defaultTenant } from '../../people/session.ts'
import { ask, type CurlLine, post, sendText } from './curl.ts'

const ada = { ...personNamed('ada'), tenantId: defaultTenant }

interface TicketWithFiles extends TicketSummary {
  readonly attachments?: readonly Attachment[]
}

/** A text on one of Ada's tickets, newest first; `undefined` without the plugin. */
export async function exampleFile(helpdesk: Helpdesk): Promise<Attachment | undefined> {
  const desk: DemoApi = helpdesk.as(ada)
  const { data }: Page<TicketWithFiles> = await desk.tickets.list({
    requester: 'me',
    limit: 100,
    ...(desk.attachments && { include: ['attachments'] }),
  })
  const files = data.flatMap(({ attachments = [] }) => attachments)
  return files.find(({ type }) => type.startsWith('text/')) ?? files[0]
}

export function fileLines(
  api: string,
  ticket: TicketSummary | undefined,
  file: Attachment | undefined,
): CurlLine[] {
  return [
    ...(ticket ? onTicket(api, ticket) : []),
    {
      title: 'Grace lists tickets with their files',
      why: 'One more query for the whole page. Files of notes come for those who see notes.',
      status: 200,
      command: ask(`${api}/tickets`, 'grace', "-d 'include[]=attachments' -d limit=3"),
    },
    ...(file ? ofFile(api, file) : []),
  ]
}

function onTicket(api: string, { id }: TicketSummary): CurlLine[] {
  const files = `${api}/tickets/${id}/attachments`
  return [
    {
      title: 'Ada puts a file onto it',
      why: 'The body is the file. It is hashed and typed by its bytes on the way to the disk.',
      status: 201,
      command: sendText(`${files}?name=kiln.log`, 'ada', '09:00 no bookings found'),
    },
    {
      title: 'A script is refused, whatever it is called',
      why: 'What counts is what the bytes say.',
      status: 415,
      command: sendText(`${files}?name=notes.txt`, 'ada', '#!/bin/sh'),
    },
  ]
}

function ofFile(api: string, { ticketId, id, name }: Attachment): CurlLine[] {
  const file = `${api}/tickets/${ticketId}/attachments/${id}`
  const content = `${file}/content`
  return [
    {
      title: `The beginning of ${name}`,
      why: 'Ranges and ETags work, and nothing in a file may run in a browser.',
      status: 206,
      command: ask(content, 'ada', '-r 0-39'),
    },
    {
      title: 'For Ben there is no such file',
      why: 'Rights are looked up for each download.',
      status: 404,
      command: ask(content, 'ben', ''),
    },
    {
      title: 'A link to it that works without a session',
      why: 'For five minutes, for Ada’s rights as they are when it is used.',
      status: 201,
      command: post(`${file}/links`, 'ada', {}),
    },
  ]
}
