/** One database, with the plugins, without them, and with them again. */
import { afterAll, describe, expect, test } from 'vitest'
import { freshPostgres } from '../../../packages/core/test/support/databases.ts'
import { type Demo, startDemo } from '../src/demo.ts'
import { fewTickets, settingsIn, temporaryFolder } from './support/settings.ts'

describe.each(['SQLite', 'Postgres'])('the plugins of the demo on %s', (engine) => {
  const folder = temporaryFolder()
  let postgres: Awaited<ReturnType<typeof freshPostgres>> | undefined
  afterAll(async () => {
    await postgres?.drop()
    folder.remove()
  })

  async function during<Result>(
    plugins: 'none' | undefined,
    work: (ask: (path: string) => Promise<Response>, demo: Demo) => Promise<Result>,
  ): Promise<Result> {
    const settings = { ...settingsIn(folder.path), databaseUrl: postgres?.url, plugins }
    const demo = await startDemo(settings, { tickets: fewTickets })
    const ask = (path: string) =>
      fetch(demo.url + path, {
        headers: { authorization: 'Bearer demo-grace', cookie: 'deskhand_demo=grace' },
      })
    try {
      return await work(ask, demo)
    } finally {
      await demo.stop()
    }
  }

  const found = async (answer: Response) => {
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { data: { id: string; tags?: object[] }[] }).data
  }

  test('can be left out and put back', { timeout: 240_000 }, async () => {
    if (engine === 'Postgres') postgres = await freshPostgres()

    const statistics = await during(undefined, async (ask) => {
      const start = await (await ask('/api')).text()
      expect(start).toContain('Grace finds tickets by their tags')
      expect(start).toContain('class="chip"')
      expect(start).toContain('Ada puts a file onto it')
      expect(start).toContain('What has to be answered first')
      const met = await found(await ask('/helpdesk/tickets?sla[]=met&limit=3'))
      const late = await found(await ask('/helpdesk/tickets?sla[]=breached&limit=3'))
      expect([met.length, late.length]).toEqual([3, 3])
      const bugs = await found(
        await ask('/helpdesk/tickets?tags[any][]=bug&include[]=tags&limit=3'),
      )
      expect(bugs).toHaveLength(3)
      expect(bugs.every(({ tags }) => (tags?.length ?? 0) > 0)).toBe(true)
      return found(await ask('/helpdesk/tags/statistics'))
    })

    await during('none', async (ask) => {
      const start = await (await ask('/api')).text()
      expect(start).not.toContain('Grace finds tickets by their tags')
      expect(start).not.toContain('class="chip"')
      expect(start).not.toContain('Ada puts a file onto it')
      expect(start).not.toContain('What has to be answered first')
      expect((await ask('/helpdesk/attachments/usage')).status).toBe(404)
      expect((await ask('/tickets/1')).status).toBe(200)
      expect((await ask('/helpdesk/tags')).status).toBe(404)
      expect((await ask('/helpdesk/tickets?tags[any][]=bug')).status).toBe(400)
      expect(await found(await ask('/helpdesk/tickets?limit=3'))).toHaveLength(3)
    })

    await during(undefined, async (ask) => {
      expect(await found(await ask('/helpdesk/tags/statistics'))).toEqual(statistics)
      expect(await (await ask('/api')).text()).toContain('class="chip"')
    })
  })
})
