/** What TypeScript knows of sibling plugins in `call.core`: each program is checked on its own. */
import { relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWorkbench } from './support/readme.ts'

const core = resolve(import.meta.dirname, '..')
const sla = resolve(core, '../../examples/plugin-sla/src/index.ts')

async function errorsOf(code: string): Promise<string> {
  const bench = openWorkbench(core)
  try {
    const text = code.replace('deskhand-plugin-sla', relative(bench.folder, sla))
    bench.write('program.ts', `${text}\nexport {}\n`)
    return await bench.typeErrors()
  } finally {
    bench.remove()
  }
}

const same = `
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const isSame = <A, B>(_: Same<A, B>) => undefined
declare const call: Call
`

describe('call.core', { timeout: 180_000 }, () => {
  it('is core’s own API where no sibling is known', async () => {
    const errors = await errorsOf(`
import type { CoreApi } from '@deskhand/core'
import type { Call } from '@deskhand/core/plugin'
${same}
isSame<Omit<Call['core'], 'tickets' | 'replies'>, Omit<CoreApi, 'tickets' | 'replies'>>(true)
isSame<Call['core']['tickets']['list'], CoreApi['tickets']['list']>(true)
call.core.replies.create({ ticketId: 'id', body: 'x' }, { automatic: true })
call.core.tickets.list({ include: ['any name'] })
// @ts-expect-error the filter of a plugin that is not known
call.core.tickets.list({ tags: { any: ['vip'] } })
`)
    expect(errors).toBe('')
  })

  it('knows inputs, filters, sorts and fields of the siblings whose types are imported', async () => {
    const errors = await errorsOf(`
import type { Call, ParsedTicketList } from '@deskhand/core/plugin'
import type { Attachment } from '@deskhand/plugin-attachments'
import type { TicketTag } from '@deskhand/plugin-tags'
import type { Sla } from 'deskhand-plugin-sla'
${same}
const ticket = { subject: 'x', description: 'y' }
const { tickets, replies } = call.core

tickets.create({ ...ticket, tags: ['vip'], attachments: ['id'] })
replies.create({ ticketId: 'id', body: 'x', attachments: ['id'] })
const { data } = await tickets.list({ sla: ['breached'], sort: 'slaDue', include: ['tags', 'sla'] })
isSame<(typeof data)[number]['tags'], readonly TicketTag[]>(true)
isSame<(typeof data)[number]['sla'], Sla | null | undefined>(true)
replies.create({ ticketId: 'id', body: 'x', attachments: ['id'] }, { sentAt: new Date() })
const reply = await replies.get({ ticketId: 'id', replyId: 'id', include: ['attachments'] })
isSame<(typeof reply)['attachments'], readonly Attachment[]>(true)
const parsed = await tickets.parseList({ tags: { any: ['vip'] } })
isSame<NonNullable<(typeof parsed)['input']['tags']>['any'], readonly string[] | undefined>(true)
await tickets.list({ ...parsed.input, limit: 5 })
const plain: ParsedTicketList = parsed

// @ts-expect-error a name that is not text
tickets.create({ ...ticket, tags: [1] })
// @ts-expect-error an input that nobody has
tickets.create({ ...ticket, labels: ['vip'] })
// @ts-expect-error an input of another operation
replies.create({ ticketId: 'id', body: 'x', tags: ['vip'] })
// @ts-expect-error a state that does not exist
tickets.list({ sla: ['gone'] })
// @ts-expect-error a sort that nobody has
tickets.list({ sort: 'age' })
// @ts-expect-error a field that nobody has
tickets.list({ include: ['labels'] })
// @ts-expect-error a field that was not included
data[0]?.attachments
// @ts-expect-error a filter that nobody has
parsed.input.labels
`)
    expect(errors).toBe('')
  })
})
