import type { IncomingMessage } from 'node:http'
import { type Desk, type DeskRequest, openDesk } from './desk.ts'
import { addStrictPage } from './strict.ts'

const desks = new Map<string, Desk>()

/** `/desks/<id>/…` is a helpdesk; all else is `control`. */
export function deskOf(url: string): Desk | undefined {
  return desks.get(/^\/desks\/(\w+)\//.exec(url)?.[1] ?? '')
}

/** `POST /open` and `POST /<id>/<action>`, with JSON. */
export async function control(request: IncomingMessage): Promise<unknown> {
  const input = JSON.parse((await textOf(request)) || '{}')
  const [, id = '', action = ''] = (request.url ?? '').split('/')
  if (id === 'open') return open(input)
  if (id === 'strict') return addStrictPage(input)
  const desk = desks.get(id)
  if (!desk) throw new Error(`There is no helpdesk ${id}.`)
  if (action === 'close') desks.delete(id)
  return desk.control(action, input)
}

async function open(input: DeskRequest): Promise<{ id: string }> {
  const id = `desk${desks.size + 1}x${Date.now().toString(36)}`
  desks.set(id, await openDesk(`/desks/${id}`, input))
  return { id }
}

export async function closeAll(): Promise<void> {
  for (const desk of desks.values()) await desk.control('close', {})
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text
}
