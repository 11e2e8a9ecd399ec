import { tags } from '@deskhand/plugin-tags'
import { createTestHelpdesk } from '@deskhand/testing'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { inProcessClient, sessionOf, TestHost } from '../../test/support/in-process.ts'
import { palette, textOn } from './colours.ts'
import { TagListController } from './tag-list-controller.ts'

const desk = await createTestHelpdesk({ plugins: [tags()] })
const session = await sessionOf(inProcessClient(desk, 'sue'))
afterAll(() => desk.close())

const api = desk.as('sue').tags
const ticket = await desk.as('ada').tickets.create({ subject: 'x', description: 'x' })

let host: TestHost
let controller: TagListController

const names = () => controller.list.items.map(({ name }) => name)
const named = (name: string) => {
  const found = controller.list.items.find((tag) => tag.name === name)
  if (!found) throw new Error(`There is no tag ${name} in the list.`)
  return found
}

describe('the list of tags', () => {
  beforeEach(async () => {
    const { data } = await api.list({ limit: 100 })
    for (const { id } of data) await api.delete({ tagId: id })
    await api.create({ name: 'billing', colour: '#15803d' })
    await api.create({ name: 'bills' })
    await api.create({ name: 'vip', isPublic: true })
    await api.add({ ticketId: ticket.id, names: ['vip'] })
    host = new TestHost()
    host.session = session
    controller = new TagListController(host)
    host.update()
    await expect.poll(() => controller.list.status).toBe('ready')
  })

  it('has the most used first, with counts', () => {
    expect(names()[0]).toBe('vip')
    expect(named('vip')).toMatchObject({ open: 1, total: 1, isPublic: true })
    expect(names()).toHaveLength(3)
  })

  it('is found by the beginning of names, once typing pauses', async () => {
    controller.find('bi')
    controller.find('bill')
    expect(names()).toHaveLength(3)
    await expect.poll(() => names().sort()).toEqual(['billing', 'bills'])
    expect(controller.list.hasNext).toBe(false)
    controller.find('')
    await expect.poll(names).toHaveLength(3)
  })

  it('puts a new tag first and keeps counts of a changed one', async () => {
    await controller.create({ name: 'new', icon: 'star' })
    expect(names()[0]).toBe('new')
    expect(named('new')).toMatchObject({ icon: 'star', open: 0, total: 0 })
    await controller.update(named('vip'), { name: 'VIPs', colour: '#000000' })
    expect(named('VIPs')).toMatchObject({ colour: '#000000', textColour: '#ffffff', total: 1 })
    await expect(controller.create({ name: 'Billing ' })).rejects.toMatchObject({
      code: 'name_taken',
    })
  })

  it('merges, counts again and says how many tickets it was', async () => {
    const { tickets } = await controller.merge(named('vip'), named('billing').id)
    expect(tickets).toBe(1)
    expect(names()).not.toContain('vip')
    expect(named('billing')).toMatchObject({ open: 1, total: 1 })
  })

  it('deletes, and says from how many tickets', async () => {
    expect(await controller.delete(named('vip'))).toBe(1)
    expect(names()).not.toContain('vip')
    expect((await api.of({ ticketId: ticket.id })).data).toEqual([])
  })

  it('is empty when nobody is signed in', () => {
    host.session = undefined
    host.update()
    expect(names()).toEqual([])
  })
})

describe('the text on a colour', () => {
  it.each([...Object.values(palette), '#ffffff', '#000000', '#facc15', '#767676', '#00ff00'])(
    'is on %s what the server takes, and can be read',
    async (colour) => {
      const { textColour } = await api.create({ name: `on ${colour}`, colour })
      const own = textOn(colour)
      expect(own.textColour).toBe(textColour)
      expect(own.contrast).toBeGreaterThanOrEqual(4.5)
    },
  )
})
