import { tags } from '@deskhand/plugin-tags'
import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { inProcessClient, sessionOf, TestHost } from '../../test/support/in-process.ts'
import { knownTag } from './known-tags.ts'
import type { TagLook } from './tag.ts'
import { type TagEdit, TicketTagsController } from './ticket-tags-controller.ts'

const desk = await createTestHelpdesk({ plugins: [tags({ agentsMayCreate: true })] })
const sue = desk.as('sue')
await sue.tags.create({ name: 'vip', colour: '#facc15' })
await sue.tags.create({ name: 'shown', isPublic: true })

let intercept: (request: Request) => Response | undefined | Promise<Response | undefined>
const before = (request: Request) => intercept(request)
const graceClient = inProcessClient(desk, 'grace', { before })
const grace = await (() => {
  intercept = () => undefined
  return sessionOf(graceClient)
})()
const ada = await sessionOf(inProcessClient(desk, 'ada'))
afterAll(() => desk.close())

let host: TestHost
let ticketId: string
let saved: (readonly TagLook[])[]
let failed: { readonly edit: TagEdit; readonly error: unknown }[]
let controller: TicketTagsController

const names = () => controller.tags?.map(({ name }) => name)
const add = (name: string) => controller.edit({ kind: 'add', tag: { name } })

beforeEach(async () => {
  intercept = () => undefined
  saved = []
  failed = []
  host = new TestHost()
  host.session = grace
  ticketId = (await desk.as('ada').tickets.create({ subject: 'x', description: 'x' })).id
  await sue.tags.add({ ticketId, names: ['shown', 'vip'] })
  controller = new TicketTagsController(host, {
    ticketId: () => ticketId,
    onSaved: (tags) => saved.push(tags),
    onFailed: (edit, error) => failed.push({ edit, error }),
  })
  controller.renew()
  await controller.load()
})

describe('the tags of a ticket', () => {
  it('are read, and remembered for places that have only names', () => {
    expect(names()).toEqual(['shown', 'vip'])
    expect(controller.isOfAgents).toBe(true)
    expect(knownTag(grace.client, ' VIP')).toMatchObject({ colour: '#facc15' })
  })

  it('are the public ones for its customer, who does not change them', async () => {
    host.session = ada
    expect(controller.renew()).toBe(true)
    expect(controller.tags).toBeUndefined()
    await controller.load()
    expect(names()).toEqual(['shown'])
    expect(controller.isOfAgents).toBe(false)
  })

  it('change at once, are sent in turn, and are as the server says afterwards', async () => {
    const order: string[] = []
    intercept = async (request) => {
      if (request.method === 'POST') order.push(JSON.stringify(await request.clone().json()))
      return undefined
    }
    add('urgent matter')
    const vip = controller.tags?.find(({ name }) => name === 'vip') as TagLook
    controller.edit({ kind: 'remove', tag: vip })
    expect(names()).toEqual(['shown', 'urgent matter'])
    expect(controller.isSaving).toBe(true)
    await expect.poll(() => controller.isSaving).toBe(false)
    expect(names()).toEqual(['shown', 'urgent matter'])
    expect(controller.tags?.at(-1)?.colour).toMatch(/^#/)
    expect(order).toEqual([
      JSON.stringify({ names: ['urgent matter'], tagIds: [] }),
      JSON.stringify({ names: [], tagIds: [vip.id] }),
    ])
    expect(saved).toHaveLength(2)
    const { data } = await sue.tags.of({ ticketId })
    expect(data.map(({ name }) => name)).toEqual(['shown', 'urgent matter'])
  })

  it('are as before when the server refuses, and what comes after that still counts', async () => {
    intercept = (request) => {
      if (request.method !== 'POST' || failed.length > 0) return undefined
      throw new TypeError('fetch failed')
    }
    add('lost')
    add('kept')
    expect(names()).toEqual(['shown', 'vip', 'lost', 'kept'])
    await expect.poll(() => controller.isSaving).toBe(false)
    expect(names()?.sort()).toEqual(['kept', 'shown', 'vip'])
    expect(failed).toMatchObject([{ edit: { kind: 'add', tag: { name: 'lost' } } }])
    expect(failed[0]?.error).toBeInstanceOf(TypeError)
  })

  it('stay when somebody else reads them while a change is on its way', async () => {
    add('mine')
    controller.take([{ id: 'other', name: 'of somebody else' }])
    expect(names()).toEqual(['of somebody else', 'mine'])
    await expect.poll(() => controller.isSaving).toBe(false)
    expect(names()).toEqual(['mine', 'shown', 'vip'])
  })

  it('are forgotten with the ticket: answers that come late change nothing', async () => {
    let release = () => {}
    intercept = ({ method }) =>
      method === 'POST'
        ? new Promise((resolve) => {
            release = () => resolve(undefined)
          })
        : undefined
    add('late')
    const other = await desk.as('ada').tickets.create({ subject: 'y', description: 'y' })
    ticketId = other.id
    controller.renew()
    release()
    await controller.load()
    expect(names()).toEqual([])
    expect(saved).toEqual([])
  })

  it('say why they are not there', async () => {
    intercept = () => {
      throw new TypeError('fetch failed')
    }
    controller.renew()
    ticketId = ''
    controller.renew()
    ticketId = 'a8a1e8f0-0000-4000-8000-000000000000'
    controller.renew()
    await controller.load()
    expect(controller.tags).toBeUndefined()
    expect(controller.error).toBeInstanceOf(TypeError)
  })
})
