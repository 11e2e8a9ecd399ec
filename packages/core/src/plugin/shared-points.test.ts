/** Hook points that one plugin runs and another hooks into, on both engines. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'
import { veto } from '../kit/errors.ts'
import { id } from '../kit/validation.ts'
import { defineOperation } from '../operation/operation.ts'
import { requirePermission } from '../permissions/permissions.ts'
import { lockLiveTicket } from '../tickets/load.ts'
import type { HelpdeskPlugin, PluginParts } from './contract.ts'
import type { HookPoint, TicketMergeInput } from './hook-points.ts'
import type { Hooks } from './hooks.ts'

declare module './hook-points.ts' {
  interface HookPoints {
    'merging.preview': HookPoint<{ ticketId: string }, null, { ticketId: string }>
  }
}

interface MergingApi {
  merge(input: TicketMergeInput): Promise<number>
  preview(input: { ticketId: string }): Promise<{ ticketId: string }>
}

const mergeInput = z.strictObject({ ticketId: id(), sourceIds: z.array(id()).min(1).max(20) })

/** Runs a hook point that core names, and one of its own. */
const merging: HelpdeskPlugin<'merging', MergingApi> = {
  id: 'merging',
  version: '1.0.0',
  core: '^0.0.0',
  setup: ({ provided }) => {
    const merge = defineOperation({
      point: 'ticket.merge',
      input: mergeInput,
      load: (call, { ticketId }) => lockLiveTicket(call, ticketId),
      authorise: (call, _input, ticket) => requirePermission(call, 'ticket.update', ticket),
      async write(call, { ticketId, sourceIds }, target) {
        for (const handler of provided('merge').values()) {
          for (const from of sourceIds) await handler.move(call, from, ticketId)
        }
        return target
      },
    })
    const preview = defineOperation({
      point: 'merging.preview',
      input: z.strictObject({ ticketId: id() }),
      load: async () => null,
      authorise: async () => {},
      write: async (_call, input) => input,
    })
    return {
      api: (call) => ({
        merge: async (input) => (await merge(call, input)).number,
        preview: (input) => preview(call, input),
      }),
      hookPoints: ['merging.preview'],
    }
  },
}

function hooking(parts: Pick<PluginParts, 'hooks' | 'hooksIfPresent'>): HelpdeskPlugin {
  const setup = () => ({ api: () => ({}), ...parts })
  return { id: 'hooking', version: '1.0.0', core: '^0.0.0', setup }
}

const cardNumber = /\b\d(?:[ -]?\d){12,18}\b/g
const mask = (text: string) => text.replace(cardNumber, (card) => `•••• ${card.slice(-4)}`)

const masking: Hooks = {
  'reply.create': { before: (_call, { input }) => ({ ...input, body: mask(input.body) }) },
  'ticket.create': {
    before: (_call, { input }) => ({ ...input, description: mask(input.description) }),
  },
}

describe.each(engines)('hook points on $name', (engine) => {
  const journal: string[] = []
  let desk: TestHelpdesk<readonly [typeof merging, HelpdeskPlugin]>

  beforeAll(async () => {
    const hooks: Hooks = {
      ...masking,
      'ticket.merge': {
        before(_call, { input, subject }) {
          if (subject.subject === 'Keep apart') throw veto('kept_apart', 'Leave this one alone.')
          journal.push(`before: ${input.sourceIds.length} into ${subject.number}`)
          return undefined
        },
        after: (_call, { result }) => void journal.push(`after: ${result.number}`),
      },
      'ticket.changed': (_call, changes) => {
        for (const { after, cause } of changes) {
          if (after?.mergedIntoId) journal.push(`changed by ${cause}`)
        }
      },
    }
    const hooksIfPresent: Hooks = {
      'merging.preview': { after: () => void journal.push('previewed') },
    }
    const plugins = [merging, hooking({ hooks, hooksIfPresent })] as const
    desk = await openHelpdesk(engine, { plugins })
  })
  afterAll(() => desk.close())

  const open = (subject: string, description = 'Help') =>
    desk.as('ada').tickets.create({ subject, description })

  it('runs hooks at a point that core names and a plugin runs', async () => {
    const [target, source] = [await open('Target'), await open('Source')]
    journal.length = 0
    await desk.as('grace').merging.merge({ ticketId: target.id, sourceIds: [source.id] })
    expect(journal).toEqual([
      `before: 1 into ${target.number}`,
      'changed by ticket.merge',
      `after: ${target.number}`,
    ])
  })

  it('lets a hook refuse there, and then nothing is written', async () => {
    const [target, source] = [await open('Keep apart'), await open('Source')]
    const input = { ticketId: target.id, sourceIds: [source.id] }
    const merged = desk.as('grace').merging.merge(input)
    await expect(merged).rejects.toMatchObject({ code: 'kept_apart' })
    expect(await desk.as('grace').tickets.get({ ticketId: source.id })).toEqual(
      expect.objectContaining({ version: source.version }),
    )
  })

  it('runs hooks at a point of another plugin when that is installed', async () => {
    journal.length = 0
    await desk.as('grace').merging.preview({ ticketId: (await open('Any')).id })
    expect(journal).toEqual(['previewed'])
  })

  it('runs without the other plugin', async () => {
    const hooksIfPresent: Hooks = { 'merging.preview': { after: () => {} } }
    const alone = await openHelpdesk(engine, { plugins: [hooking({ hooksIfPresent })] })
    await alone.as('ada').tickets.create({ subject: 'Alone', description: 'Help' })
    await alone.close()
  })

  it('stores what a hook made of the input: masked card numbers, also in a follow-up', async () => {
    const card = '4111 1111 1111 1111'
    const { id: ticketId, description } = await open('Refund', `My card is ${card}.`)
    expect(description).toBe('My card is •••• 1111.')
    const { reply } = await desk.as('ada').replies.create({ ticketId, body: `It is ${card}` })
    expect(reply?.bodyHtml).toBe('<p>It is •••• 1111</p>')
    await desk.as('sue').tickets.transition({ ticketId, status: 'closed', reason: 'Spam' })
    const { followUp } = await desk.as('ada').replies.create({ ticketId, body: `Again: ${card}` })
    expect(followUp?.description).toBe('Again: •••• 1111')
  })
})
