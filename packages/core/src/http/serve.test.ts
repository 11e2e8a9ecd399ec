import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { expectProblem } from '../../test/support/http.ts'
import { openProbed, type ProbedHelpdesk, watched } from '../../test/support/probed.ts'

let desk: ProbedHelpdesk

beforeAll(async () => {
  desk = await openProbed()
})
afterAll(() => desk.close())

describe('a request', () => {
  it('has an id, its own if that is a sane one', async () => {
    const idOf = async (headers: Record<string, string>) =>
      (await desk.request('grace', 'GET', '/probe', undefined, headers)).headers.get('x-request-id')
    expect(await idOf({ 'x-request-id': 'abc-1.2:3' })).toBe('abc-1.2:3')
    expect(await idOf({ 'x-request-id': 'a b' })).toMatch(/^[0-9a-f-]{36}$/)
    expect(await idOf({ 'x-request-id': 'a'.repeat(129) })).toMatch(/^[0-9a-f-]{36}$/)
    expect(await idOf({})).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('is refused for what it does not know, by field', async () => {
    const query = await desk.request('grace', 'GET', '/tickets?colour=red&status[]=burning')
    expect((await expectProblem(query, 400, 'invalid_input')).errors).toEqual([
      { path: '/colour', message: 'This parameter is not known here.' },
    ])
    const body = { subject: '', description: 'x', colour: 'red' }
    const problem = await expectProblem(
      await desk.request('ada', 'POST', '/tickets', body),
      400,
      'invalid_input',
    )
    expect(problem.errors?.map(({ path }) => path).toSorted()).toEqual(['/colour', '/subject'])
  })

  it('is refused when its body is too large or of another type', async () => {
    const large = { text: 'x'.repeat(2_000) }
    await expectProblem(
      await desk.request('grace', 'POST', '/probe/echo', large),
      413,
      'body_too_large',
    )
    const unread = await desk.request('grace', 'GET', '/tickets', undefined, {
      'content-length': '99999999999',
    })
    expect(unread.status).toBe(200)
    const typed = await desk.request('grace', 'POST', '/probe/echo', {}, { 'content-type': 'a/b' })
    await expectProblem(typed, 415, 'unsupported_media_type')
  })

  it('hands a raw body to the handler, bounded by what it says of itself', async () => {
    const put = (text: string, headers = {}) =>
      desk.helpdesk.fetch(
        new Request('http://app.example/helpdesk/probe/upload', {
          method: 'PUT',
          body: text,
          headers: { authorization: 'Bearer grace', ...headers },
        }),
      )
    expect(await (await put('bytes')).json()).toEqual({ text: 'bytes' })
    await expectProblem(await put('x', { 'content-length': '11' }), 413, 'body_too_large')
  })

  it('is counted and logged by its operation', async () => {
    await desk.request('grace', 'GET', '/tickets')
    expect(watched.counted.at(-1)).toEqual({ operation: 'tickets.list', status: '200' })
    expect(watched.logger.lines.at(-1)).toMatchObject({
      level: 'debug',
      fields: { operation: 'tickets.list', method: 'GET', status: 200, ms: expect.any(Number) },
    })
    await desk.request('grace', 'GET', '/nowhere')
    expect(watched.counted.at(-1)).toEqual({ operation: 'none', status: '404' })
  })
})

it('is answered even when nobody can watch', async () => {
  watched.areMetricsDown = true
  const complain = vi.spyOn(console, 'error').mockImplementation(() => {})
  expect((await desk.request('grace', 'GET', '/tickets')).status).toBe(200)
  expect(complain).toHaveBeenCalledOnce()
  complain.mockRestore()
  watched.areMetricsDown = false
})

describe('an answer', () => {
  it('is private and typed', async () => {
    const response = await desk.request('grace', 'GET', '/probe')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'private, no-store',
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    })
  })

  it('may be a Response of the handler, whose own headers stay', async () => {
    const file = await desk.request('grace', 'GET', '/probe/file')
    expect(file.status).toBe(206)
    expect(file.headers.get('cache-control')).toBe('private, max-age=60')
    expect(file.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await file.text()).toBe('bytes')

    const elsewhere = await desk.request('grace', 'GET', '/probe/elsewhere')
    expect(elsewhere.status).toBe(302)
    expect(elsewhere.headers.get('location')).toBe('https://files.example/1')
    expect(elsewhere.headers.get('x-request-id')).not.toBeNull()
  })

  it('says where what was made is', async () => {
    const body = { subject: 'x', description: 'x' }
    const response = await desk.request('ada', 'POST', '/tickets', body)
    const { id } = (await response.json()) as { id: string }
    expect(response.headers.get('location')).toBe(`/helpdesk/tickets/${id}`)
  })

  it('tells nothing of what went wrong inside, and the log all of it', async () => {
    for (const how of ['error', 'text']) {
      const response = await desk.request('grace', 'GET', `/probe/fails/${how}`)
      const problem = await expectProblem(response, 500, 'internal_error')
      expect(JSON.stringify(problem)).not.toContain('secret')
      const line = watched.logger.lines.findLast(({ level }) => level === 'error')
      expect(line?.fields).toMatchObject({
        requestId: problem.requestId,
        operation: 'probe.fails',
      })
      expect(String(line?.fields.error)).toContain('secret')
    }
  })

  it('asks to try again when the database is busy', async () => {
    const response = await desk.request('grace', 'GET', '/probe/fails/busy')
    expect(response.headers.get('retry-after')).toBe('1')
    const { requestId } = await expectProblem(response, 503, 'busy')
    expect(watched.logger.lines.findLast(({ level }) => level === 'warn')).toMatchObject({
      message: 'a request could not be served for now',
      fields: { code: 'busy', operation: 'probe.fails', requestId },
    })
  })

  it('names whatever else is down for now by its problem code', async () => {
    const response = await desk.request('grace', 'GET', '/probe/fails/away')
    expect(response.headers.get('retry-after')).toBe('1')
    await expectProblem(response, 503, 'printer_away')
    const line = watched.logger.lines.findLast(({ level }) => level === 'warn')
    expect(line?.fields.code).toBe('printer_away')
    expect(JSON.stringify(line)).not.toContain('database')
  })
})

describe('versions', () => {
  it('guard a change and spare an unchanged answer', async () => {
    const created = await desk.request('ada', 'POST', '/tickets', {
      subject: 'Draft',
      description: 'x',
    })
    const path = (created.headers.get('location') as string).replace('/helpdesk', '')
    expect(created.headers.get('etag')).toBe('"1"')

    const update = (version: string) =>
      desk.request('grace', 'PATCH', path, { subject: 'Final' }, { 'if-match': version })
    await expectProblem(await update('seven'), 400, 'invalid_header')
    const stale = await expectProblem(await update('"7"'), 412, 'stale_version')
    expect(stale.currentVersion).toBe(1)
    await expectProblem(await update('W/"1"'), 412, 'stale_version')
    const updated = await update('"1"')
    expect(updated.status).toBe(200)
    expect(updated.headers.get('etag')).toBe('"2"')

    const read = (tag: string) =>
      desk.request('grace', 'GET', path, undefined, { 'if-none-match': tag })
    const known = await read('"2"')
    expect(known.status).toBe(304)
    expect(known.headers.get('etag')).toBe('"2"')
    expect(await known.text()).toBe('')
    expect((await read('"1"')).status).toBe(200)
  })
})
