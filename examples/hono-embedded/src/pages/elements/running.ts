/** The examples with the tickets of a visitor in them, and the script that makes them run. */
import type { Helpdesk, TicketSummary } from '@deskhand/core'
import type { Attachment } from '@deskhand/plugin-attachments'
import type { DemoApi } from '../../helpdesk.ts'
import type { SignedIn } from '../../people/session.ts'
import { type Example, examples, parts } from './examples.ts'

export interface RunningExample {
  readonly tag: string
  /** For the page; `undefined` where it is only told. */
  readonly live: string | undefined
  readonly script: string | undefined
  /** To read. */
  readonly code: string
}

export interface RunningExamples {
  readonly whole: readonly RunningExample[]
  readonly parts: readonly RunningExample[]
}

export async function runningExamples(
  helpdesk: Helpdesk,
  person: SignedIn,
): Promise<RunningExamples> {
  const desk: DemoApi = helpdesk.as(person)
  const tickets = await newest(desk)
  const withFiles = tickets.find(({ attachments }) => attachments?.some(isOfDescription))
  const ids = { ticket: tickets[0]?.id, withFiles: withFiles?.id }
  const run = (example: Example) => running(example, ids, desk)
  return { whole: examples.map(run), parts: parts.map(run) }
}

/** One module from the page's own origin: its policy forbids any other script. */
export function scriptOf({ whole, parts }: RunningExamples): string {
  const pieces = [...whole, ...parts].flatMap(({ script }) => script ?? [])
  return [waiting, ...pieces.map((piece) => `void (async () => {\n${piece}\n})()`)].join('\n\n')
}

const waiting = `const provider = document.querySelector('deskhand-provider')
if (!provider.session) {
  await new Promise((resolve) => {
    provider.addEventListener('deskhand-session-change', resolve, { once: true })
  })
}`

function running(
  { tag, code, script, plugin, isCodeOnly }: Example,
  ids: { readonly ticket: string | undefined; readonly withFiles: string | undefined },
  desk: DemoApi,
): RunningExample {
  const filled = (text: string) =>
    text
      .replaceAll('{a ticket with files}', ids.withFiles ?? '{a ticket with files}')
      .replaceAll('{a ticket}', ids.ticket ?? '{a ticket}')
  const html = filled(code)
  const module = script === undefined ? undefined : filled(script)
  const isPossible = (!plugin || desk[plugin]) && !`${html}${module}`.includes('{a ticket')
  const isLive = isPossible && !isCodeOnly
  return {
    tag,
    live: isLive ? html : undefined,
    script: isLive ? module : undefined,
    code: module === undefined ? html : `${html}\n${moduleOf(module)}`,
  }
}

function moduleOf(script: string): string {
  const lines = script.split('\n').map((line) => `  ${line}`)
  return ['<script type="module">', ...lines, '</script>'].join('\n')
}

interface TicketWithFiles extends TicketSummary {
  readonly attachments?: readonly Attachment[]
}

async function newest(desk: DemoApi): Promise<readonly TicketWithFiles[]> {
  const include = desk.attachments && { include: ['attachments'] }
  const { data } = await desk.tickets.list({ limit: 50, sort: 'updated', ...include })
  return data
}

function isOfDescription({ replyId }: Attachment): boolean {
  return replyId === null
}
