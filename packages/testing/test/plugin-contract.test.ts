/** The contract suite, run on a plugin that is sound and on the same plugin with one flaw at a time. */
import { describe, expect, it } from 'vitest'
import { postgres } from '../../core/test/support/databases.ts'
import { describePluginContract, type PluginContractOptions, sqliteMemory } from '../src/index.ts'
import { pluginSuite } from '../src/plugin/index.ts'
import { runSuite } from './support/run-suite.ts'
import type { Flaw } from './support/stickers/flaws.ts'
import { type StickersPlugin, stickersPlugin } from './support/stickers/plugin.ts'

function contractOf(flaw: Flaw): PluginContractOptions<StickersPlugin> {
  return {
    plugin: stickersPlugin(flaw),
    samples: {
      'stickers.list': () => ({}),
      'stickers.of': () => ({}),
      'stickers.add': () => ({ body: { text: 'Call back' } }),
      async 'stickers.remove'({ ticket, as }) {
        const { id } = await as('sue').stickers.add({ ticketId: ticket.id, text: 'Old' })
        return { params: { stickerId: id } }
      },
      'stickers.hearts': () => ({}),
      'stickers.giveHeart': () => ({}),
      async 'stickers.takeHeart'({ ticket, reply, agent, as }) {
        const target = { ticketId: ticket.id, replyId: reply.id }
        return { params: { heartId: (await as(agent).stickers.giveHeart(target)).id } }
      },
    },
    async fill({ ticket, reply, note, agent, as, secret: text }) {
      await as(agent).stickers.add({ ticketId: ticket.id, text })
      for (const { id: replyId } of [reply, note]) {
        await as(agent).stickers.addToReply({ ticketId: ticket.id, replyId, text })
      }
      await as(agent).stickers.giveHeart({ ticketId: ticket.id, replyId: reply.id })
    },
    filters: { sticker: ({ secret }) => secret },
    inputs: { 'ticket.create': { sticker: () => 'New' } },
  }
}

describePluginContract({
  ...contractOf('none'),
  databases: [sqliteMemory, postgres],
})

describe('a flaw is found:', () => {
  it.each<[Flaw, RegExp, RegExp?]>([
    ['undeclared permission', /boots$/, /nobody declares/],
    ['any core', /boots$/, /which versions of core/],
    [
      'no check in the service',
      /stickers\.add\) › is refused/,
      /customer in process: ok instead of 403/,
    ],
    ['writes before it asks', /stickers\.add\) › is refused/, /changed rows/],
    ['role instead of side', /an agent reads nothing internal/],
    ['any ticket of the tenant', /stickers\.add\) › hides a ticket/, /reached a deleted ticket/],
    ['open to customers', /a customer reads nothing/],
    ['public field', /a customer reads nothing/],
    ['public filter', /filter sticker › tells customers nothing/],
    ['filter without a tenant', /filter sticker › finds what it says/],
    ['public search text', /search index/],
    ['text in events', /events carry no text/],
    ['undeclared event', /declares the events/, /sticker\.peeled/],
    ['public text in events', /shows a customer nothing of its events/, /publicData/],
    ['event data in a public field', /shows a customer nothing of its events/, /routes, fields/],
    ['all tenants', /stickers\.list\) › stays within its tenant/],
    ['counts all tenants', /stickers\.list\) › stays within its tenant/, /depends on/],
    ['child of any ticket', /stickers\.remove\) › leaves sibling tickets alone/],
    ['any note of the ticket', /giveHeart\) › hides notes/, /ada requested the ticket and got at/],
    ['any note in process', /hearts\) › hides notes/, /got at a note of it in process/],
    ['reply of any ticket', /giveHeart\) › leaves sibling tickets alone/, /replyId of one ticket/],
    ['reply of any ticket', /hearts\) › finds no reply/, /of another ticket was found in process/],
    ['reply of any tenant', /giveHeart\) › finds no reply/, /of another ticket was found/],
    [
      'reply of any tenant',
      /takeHeart\) › finds no reply/,
      /of another ticket was found in process/,
    ],
    ['child of any reply', /takeHeart\) › leaves sibling replies alone/, /heartId of one reply/],
    ['lax body', /stickers\.add\) › refuses what it does not know/, /strictObject/],
    ['fails on odd input', /stickers\.add\) › survives hostile bodies/, /below 500.*URI malformed/],
    ['refuses in plain text', /stickers\.add\) › survives hostile bodies/, /not JSON/],
    ['answers a key with a stream', /stickers\.add\) › answers a repeated key/],
    ['undocumented answer', /stickers\.add\) › is open/, /not what its response says/],
    ['no response schema', /stickers\.list\) › is documented/],
    ['another index in the migration', /make the tables that are declared/],
    ['table that nobody owns', /no table that nobody owns/, /name it in ownedTables/],
    ['rows outlive the ticket', /nothing is left, though/],
    ['no merge handler', /a merge › moves along/, /let setup\(\) provide \{ merge/],
    ['moves nothing', /a merge › moves along/, /Nothing arrived/],
    ['inexact undo', /a merge › moves along/, /as it was/],
    ['no merge handler', /has the handlers/, /keeps rows on tickets.*no merge handler/],
    ['undeclared derived table', /a merge › moves along/, /as it was/],
    ['no moveReplies', /has the handlers/, /"deskhand_reply_stickers".*moveReplies/],
    ['moves nothing with a reply', /a reply that moves/, /the other ticket, and only them/],
    ['moves everything with a reply', /a reply that moves/, /the other ticket, and only them/],
    ['inexact moveReplies', /a reply that moves/, /the other ticket, and only them/],
    ['no redact handler', /a redaction › leaves nothing/, /let setup\(\) provide \{ redact/],
    ['redacts tickets only', /a redaction › leaves nothing/, /still there/],
    ['redacts other tickets', /a redaction › leaves other tickets/, /rows of another/],
    ['keeps text in the manifest', /a redaction › is not undone/, /brought a redacted text back/],
    ['remembers search text', /a redaction › leaves nothing/, /search index still gets/],
    ['no erase handler', /forgets a person/, /still named/],
    ['no erase handler for the feed', /forgets a person/, /deskhand_sticker_log|still named/],
    ['feed of unknown events', /boards › names events/, /stickers:boards.*requires/],
    ['feed without events', /log › applies events/, /stickers:log.*ticket\.redacted/],
    ['feed emits', /boards › applies events/, /stickers:boards.*emitted.*enqueue a job/],
    ['feed remembers', /log › writes the same rows again/, /"deskhand_sticker_log".*rollback/],
    [
      'feed drops events of a batch',
      /log › writes the same rows one event/,
      /"deskhand_sticker_log".*one at a time/,
    ],
    [
      'feed writes to other tenants',
      /boards › stays within/,
      /other tenants.*"deskhand_sticker_boards"/,
    ],
    ['feed reads other tenants', /log › stays within/, /"deskhand_sticker_log" depends on/],
    ['feed needs the ticket', /boards › goes on/, /apply.*stickers:boards.*purged before/],
    ['feed rows outlive the ticket', /nothing is left of a purged/, /ticketRef/],
    ['rebuild fails', /boards › rebuilds/, /rebuild.*stickers:boards.*No table/],
    ['rebuild never ends', /boards › rebuilds/, /stickers:boards.*would never end/],
    ['rebuild writes nothing', /boards › rebuilds/, /other rows to "deskhand_sticker_boards"/],
    ['rebuild adds', /boards › rebuilds/, /"deskhand_sticker_boards".*were right already/],
    ['feed adds though it rebuilds', /boards › rebuilds/, /apply.*"rebuild" has made/],
    ['service without instances', /shine › has the instances/, /stickers:shine.*fill makes/],
    ['instances of one tenant', /shine › has the instances/, /rows of all tenants/],
    ['instances twice', /shine › has the instances/, /stickers:shine.*twice/],
    ['instances without ids', /shine › has the instances/, /without a tenant or an id/],
    ['service ends at once', /shine › ends when its signal is/, /ended before.*it returned/],
    ['service fails', /shine › ends when its signal is/, /ended before.*No connection/],
    ['service ignores its signal', /shine › ends when its signal is/, /still runs/],
  ])('%s', async (flaw, check, message) => {
    const outcomes = await runSuite(pluginSuite(contractOf(flaw)), check)
    expect(outcomes.length, 'No check has such a name.').toBeGreaterThan(0)
    const [failed] = outcomes.filter(({ error }) => error !== undefined)
    expect(failed, 'All checks passed.').toBeDefined()
    if (message) expect(String(failed?.error)).toMatch(message)
  })

  it.each<[string, Partial<PluginContractOptions<StickersPlugin>>, RegExp]>([
    ['a route without a sample', { samples: {} }, /Add to samples: 'stickers\.add'.*body/],
    ['a sample of no route', { samples: { 'stickers.ad': () => ({}) } }, /"stickers\.ad"/],
    ['a filter without a value', { filters: {} }, /filters: \{ sticker/],
    ['an input without a value', { inputs: {} }, /'ticket\.create': \{ sticker/],
    ['a fill that makes nothing', { fill: () => undefined }, /Give fill/],
  ])('%s', async (_what, change, message) => {
    const outcomes = await runSuite(
      pluginSuite({ ...contractOf('none'), ...change }),
      /sample|for no route|value to check|nothing is left of/,
    )
    const errors = outcomes.flatMap(({ error }) => (error === undefined ? [] : [String(error)]))
    expect(errors.join('\n')).toMatch(message)
  })
})

it('has no checks of feeds and services for a plugin without them', async () => {
  const plain = {
    id: 'plain',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({ api: () => ({}) }),
  }
  const outcomes = await runSuite(pluginSuite({ plugin: plain }))
  const names = outcomes.map(({ name }) => name)
  expect(names).toContain('the plugin plain › at boot › is refused twice')
  expect(names.filter((name) => /feed|service/.test(name))).toEqual([])
})

it('takes a fill that lets the feeds run in between', async () => {
  const sound = contractOf('none')
  const fill: typeof sound.fill = async (fixture) => {
    await sound.fill?.(fixture)
    await fixture.runDue()
    await sound.fill?.(fixture)
  }
  const outcomes = await runSuite(pluginSuite({ ...sound, fill }), /the feed/)
  expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([])
  expect(outcomes).not.toEqual([])
})
