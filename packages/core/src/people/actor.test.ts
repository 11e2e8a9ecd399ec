import { describe, expect, it } from 'vitest'
import { checkActor } from './actor.ts'

const optional = { tenancy: 'optional' } as const

describe('an actor', () => {
  it('is taken with what is known of people, and nothing else', () => {
    const raw = {
      id: 'ada',
      role: 'customer',
      name: null,
      teams: ['a'],
      tenantId: 'west',
      passwordHash: 'x',
    }
    expect(checkActor(optional, raw)).toEqual({
      id: 'ada',
      role: 'customer',
      name: null,
      teams: ['a'],
      tenantId: 'west',
    })
  })

  it('is in the default tenant where it has none', () => {
    expect(checkActor(optional, { id: 'ada', role: 'customer' }).tenantId).toBe('default')
  })

  it('needs a tenant where that is required', () => {
    const required = { tenancy: 'required' } as const
    expect(() => checkActor(required, { id: 'ada', role: 'customer' })).toThrow(/tenantId: missing/)
    expect(checkActor(required, { id: 'ada', role: 'agent', tenantId: 'x' }).tenantId).toBe('x')
  })

  it.each<[string, unknown]>([
    ['the system', { id: 'x', role: 'system' }],
    ['somebody called system', { id: 'system', role: 'admin' }],
    ['somebody called nobody', { id: 'nobody', role: 'customer' }],
    ['a role nobody knows', { id: 'x', role: 'Admin' }],
    ['a person without a role', { id: 'x' }],
    ['a person without an id', { role: 'agent' }],
    ['an empty id', { id: '', role: 'agent' }],
    ['a number as id', { id: 7, role: 'agent' }],
    ['an empty tenant', { id: 'x', role: 'agent', tenantId: '' }],
    ['an unstorable tenant', { id: 'x', role: 'agent', tenantId: 'a\0b' }],
    ['text', 'ada'],
    ['true', true],
    ['null', null],
  ])('is not %s', (_, raw) => {
    expect(() => checkActor(optional, raw)).toThrow(TypeError)
  })
})
