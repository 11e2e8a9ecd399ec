import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectProblem } from '../../test/support/http.ts'
import { openProbed, type ProbedHelpdesk, unknownId, watched } from '../../test/support/probed.ts'

let desk: ProbedHelpdesk

beforeAll(async () => {
  desk = await openProbed()
})
afterAll(() => desk.close())

describe('letting somebody in', () => {
  it('asks the host who it is', async () => {
    const response = await desk.request(null, 'GET', '/tickets')
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /)
    await expectProblem(response, 401, 'unauthenticated')
    await expectProblem(await desk.request('ada', 'GET', '/probe'), 403, 'forbidden')
    expect((await desk.request('grace', 'GET', '/probe')).status).toBe(200)
  })

  it('says 500 when the host fails, and tells the log what to mend', async () => {
    watched.isSessionStoreDown = true
    await expectProblem(await desk.request('grace', 'GET', '/tickets'), 500, 'internal_error')
    watched.isSessionStoreDown = false
    expect(watched.logger.lines.at(-2)?.fields.error).toMatchObject({
      message: 'the session store is down',
    })

    await expectProblem(
      await desk.request('odd' as never, 'GET', '/tickets'),
      500,
      'internal_error',
    )
    const line = watched.logger.lines.findLast(({ level }) => level === 'error')
    expect(String(line?.fields.error)).toMatch(/role: .*role one of customer, agent/)
  })

  it('lets anyone call a public route, as nobody', async () => {
    const response = await desk.request(null, 'GET', '/probe/open')
    expect(await response.json()).toEqual({
      actor: { id: 'nobody', name: 'Nobody', role: 'customer', tenantId: 'default' },
    })
  })

  it('refuses a foreign page that writes with a visitor’s cookie', async () => {
    const body = { subject: 'x', description: 'x' }
    const write = (headers: Record<string, string>) =>
      desk.request('ada', 'POST', '/tickets', body, { cookie: 'session=1', ...headers })
    await expectProblem(await write({ origin: 'https://evil.example' }), 403, 'origin_not_allowed')
    expect((await write({ origin: 'https://shop.example' })).status).toBe(201)
  })

  it('answers preflights', async () => {
    const ask = (origin: string) =>
      desk.request(null, 'OPTIONS', '/tickets', undefined, {
        origin,
        'access-control-request-method': 'POST',
      })
    const allowed = await ask('https://shop.example')
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(allowed.headers.get('access-control-allow-methods')).toContain('POST')
    await expectProblem(await ask('https://evil.example'), 403, 'origin_not_allowed')
  })

  it('lets an allowed page read errors too', async () => {
    const response = await desk.request(null, 'GET', '/tickets', undefined, {
      origin: 'https://shop.example',
    })
    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  })
})

describe('a route of a plugin below a ticket', () => {
  it('gets the ticket, if the actor may see it', async () => {
    const ticket = await desk.as('ada').tickets.create({ subject: 'Leak', description: 'x' })
    const path = `/tickets/${ticket.id}/probe`
    expect(await (await desk.request('grace', 'GET', path)).json()).toEqual({ subject: 'Leak' })
    // The ticket comes first: who may not see it learns nothing of permissions.
    await expectProblem(await desk.request('ben', 'GET', path), 404, 'not_found')
    await expectProblem(await desk.request('ada', 'GET', path), 403, 'forbidden')
    const elsewhere = `/tickets/${unknownId}/probe`
    await expectProblem(await desk.request('grace', 'GET', elsewhere), 404, 'not_found')
  })
})
