import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { inProcessClient, sessionOf } from '../../test/support/in-process.ts'
import type { Session } from '../session/session.ts'
import { type Contribution, contributionsTo, inOrder, labelOf } from './contribution.ts'

const desk = await createTestHelpdesk()
afterAll(() => desk.close())
const grace = await sessionOf(inProcessClient(desk, 'grace'))

const panel = (id: string, more: Partial<Contribution<'dashboard:panel@1'>> = {}) =>
  ({ id, slot: 'dashboard:panel@1', label: id, tag: 'x-panel', ...more }) satisfies Contribution
const context = { from: '2026-01-01', to: '2026-02-01' }

function shown(contributions: readonly Contribution[], session: Session = grace): string[] {
  const withThem = { ...session, contributions: inOrder(contributions) }
  return contributionsTo(withThem, 'dashboard:panel@1', context).map(({ id }) => id)
}

describe('contributions', () => {
  it('come by order, then by id', () => {
    const all = [
      panel('b'),
      panel('a'),
      panel('last', { order: 200 }),
      panel('first', { order: 1 }),
    ]
    expect(shown(all)).toEqual(['first', 'a', 'b', 'last'])
  })

  it('are replaced by a later one of the same id', () => {
    const replaced = inOrder([panel('a'), panel('a', { label: 'other' })])
    expect(replaced.map(({ label }) => label)).toEqual(['other'])
  })

  it('belong to one slot', () => {
    const cell: Contribution = { id: 'c', slot: 'ticket-list:column@1', label: 'C', tag: 'x-cell' }
    expect(shown([cell, panel('a')])).toEqual(['a'])
  })

  it('are shown when they say so, by rights, plugins, person and context', () => {
    const asked = vi.fn<NonNullable<Contribution<'dashboard:panel@1'>['when']>>(() => true)
    expect(shown([panel('a', { when: asked })])).toEqual(['a'])
    expect(asked.mock.lastCall?.[0]).toMatchObject({ context, person: { id: 'grace' } })
    const byRight = [
      panel('assign', { when: ({ can }) => can('ticket.assign') }),
      panel('close', { when: ({ can }) => can('ticket.close') }),
      panel('tags', { when: ({ has }) => has('tags') }),
    ]
    expect(shown(byRight)).toEqual(['assign'])
  })

  it('that fail to say so are left out, and the others stay', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = panel('broken', {
      when: () => {
        throw new Error('no')
      },
    })
    expect(shown([broken, panel('a')])).toEqual(['a'])
    expect(log).toHaveBeenCalledOnce()
    log.mockRestore()
  })

  it('have a label in the language of the page', () => {
    const label = ({ locale }: { locale: string }) => `in ${locale}`
    expect(labelOf(panel('a', { label }), grace.localizer)).toBe('in en')
    expect(contributionsTo(undefined, 'dashboard:panel@1', context)).toEqual([])
  })

  it('are typed by their slot', () => {
    const column: Contribution<'ticket-list:column@1'> = {
      id: 'due',
      slot: 'ticket-list:column@1',
      label: 'Due',
      tag: 'sla-due',
      when: ({ context }) => context.ticket.number > 0,
      options: { include: ['sla'], sort: 'due' },
    }
    // @ts-expect-error a tag has a hyphen
    const tag: Contribution['tag'] = 'due'
    // @ts-expect-error a dashboard panel has no options
    const wrong: Contribution = { ...panel('a'), options: { sort: 'due' } }
    expect([column, tag, wrong]).toHaveLength(3)
  })
})
