import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHelpdesk, type TestHelpdesk } from '../../test/support/helpdesk.ts'
import { engines } from '../../test/support/storages.ts'

describe.each(engines)('categories on $name', (engine) => {
  let desk: TestHelpdesk

  beforeAll(async () => {
    desk = await openHelpdesk(engine)
  })
  afterAll(() => desk.close())

  it('are managed by supervisors, chosen by customers, and unique by name', async () => {
    const billing = await desk
      .as('sue')
      .categories.create({ name: ' Billing ', description: 'Money' })
    expect(billing).toMatchObject({ name: 'Billing', description: 'Money', archivedAt: null })
    await expect(desk.as('sue').categories.create({ name: 'BILLING' })).rejects.toMatchObject({
      code: 'name_taken',
    })
    await expect(desk.as('grace').categories.create({ name: 'x' })).rejects.toMatchObject({
      status: 403,
    })
    await desk.as('sue', 'other').categories.create({ name: 'Billing' })
    const ticket = await desk
      .as('ada')
      .tickets.create({ subject: 'x', description: 'x', categoryId: billing.id })
    expect(ticket.category).toEqual({ id: billing.id, name: 'Billing' })
    await expect(
      desk
        .as('ada', 'other')
        .tickets.create({ subject: 'x', description: 'x', categoryId: billing.id }),
    ).rejects.toMatchObject({ status: 400 })
  })

  it('are renamed and archived: kept on their tickets, refused for new ones', async () => {
    const { id: categoryId } = await desk.as('sue').categories.create({ name: 'Hardware' })
    const { id: ticketId } = await desk
      .as('ada')
      .tickets.create({ subject: 'x', description: 'x', categoryId })
    await expect(
      desk.as('sue').categories.update({ categoryId, name: 'billing' }),
    ).rejects.toMatchObject({ code: 'name_taken' })
    await desk.as('sue').categories.update({ categoryId, name: 'Devices' })
    await desk.as('sue').categories.update({ categoryId, archived: true })
    expect((await desk.as('ada').tickets.get({ ticketId })).category?.name).toBe('Devices')
    await expect(
      desk.as('ada').tickets.create({ subject: 'x', description: 'x', categoryId }),
    ).rejects.toMatchObject({ status: 400 })
    const names = async (input?: { archived: boolean }) =>
      (await desk.as('sue').categories.list(input)).data.map(({ name }) => name)
    expect(await names()).toEqual(['Billing'])
    expect(await names({ archived: true })).toEqual(['Billing', 'Devices'])
    await expect(desk.as('ada').categories.list({ archived: true })).rejects.toMatchObject({
      status: 403,
    })
  })

  it('have one name each when several get it at the same moment', async () => {
    const { categories } = desk.as('sue')
    const start = Array.from({ length: 6 }, (_, n) => categories.create({ name: `Race ${n}` }))
    const ids = (await Promise.all(start)).map(({ id }) => id)
    for (const name of ['First race', 'Second race', 'Third race']) {
      const answers = await Promise.all(
        ids.map((id) => desk.request('sue', 'PATCH', `/categories/${id}`, { name })),
      )
      const codes = await Promise.all(
        answers.map(async (answer) => ((await answer.json()) as { code?: string }).code),
      )
      expect(codes.toSorted()).toEqual([...Array(5).fill('name_taken'), undefined])
      await expect(categories.create({ name })).rejects.toMatchObject({ code: 'name_taken' })
    }
  })
})
