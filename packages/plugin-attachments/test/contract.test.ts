import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  describePluginContract,
  type Fixture,
  type PersonId,
  sqliteMemory,
} from '@deskhand/testing'
import { afterAll } from 'vitest'
import { postgres } from '../../core/test/support/databases.ts'
import { type AttachmentsPlugin, attachments, localDisk, type Scanner } from '../src/index.ts'

const dir = mkdtempSync(join(tmpdir(), 'deskhand-contract-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Calls everything infected, so that there is something to release. */
const suspicious: Scanner = {
  name: 'suspicious',
  scan: async () => ({ state: 'infected', detail: 'Everything' }),
}

type Desk = Fixture<readonly [AttachmentsPlugin]>

const bytes = (text: string) => new TextEncoder().encode(text)

function uploaded(
  { as, agent, ticket }: Desk,
  more: { audience?: 'internal'; name?: string } = {},
) {
  const { name = 'sample.txt', ...rest } = more
  return as(agent).attachments.upload({ name, body: bytes('sample'), ticketId: ticket.id, ...rest })
}

/** Scanned, and let out of quarantine. */
async function served(fixture: Desk) {
  const target = { ticketId: fixture.ticket.id, attachmentId: (await uploaded(fixture)).id }
  await fixture.runDue()
  await fixture.as('root').attachments.release(target)
  return target
}

async function deleted(fixture: Desk) {
  const { id } = await uploaded(fixture)
  await fixture.as('sue').attachments.delete({ ticketId: fixture.ticket.id, attachmentId: id })
  return { params: { attachmentId: id } }
}

const onTicket = async (fixture: Desk) => ({
  params: { attachmentId: (await uploaded(fixture)).id },
})
const draftOfAgent = async ({ as, agent }: Desk) => ({
  params: {
    attachmentId: (await as(agent).attachments.upload({ name: 'd.txt', body: bytes('x') })).id,
  },
})
/** Drafts are their uploader's alone: here the agent's. */
const onlyTheAgents = { answers: { customer: 404, supervisor: 404, admin: 404 } } as const
const claimed = {
  attachments: async ({ as }: Desk, who: PersonId) => [
    (await as(who).attachments.upload({ name: 'claimed.txt', body: bytes('x') })).id,
  ],
}

describePluginContract({
  plugin: attachments({ storage: localDisk({ dir }), scanner: suspicious }),
  databases: [sqliteMemory, postgres],
  async fill(fixture) {
    const { as, agent, ticket, secret } = fixture
    await uploaded(fixture)
    await uploaded(fixture, { name: `${secret}.txt`, audience: 'internal' })
    const draft = await as(agent).attachments.upload({ name: 'r.txt', body: bytes('r') })
    const made = await as(agent).replies.create({
      ticketId: ticket.id,
      body: 'See the file.',
      attachments: [draft.id],
    })
    await fixture.runDue()
    return made
  },
  samples: {
    'attachments.upload': () => ({ query: { name: 'a.txt' }, body: bytes('x') }),
    'attachments.uploadToTicket': () => ({ query: { name: 'a.txt' }, body: bytes('x') }),
    'attachments.draft': draftOfAgent,
    'attachments.discard': draftOfAgent,
    'attachments.list': () => ({}),
    'attachments.get': onTicket,
    'attachments.download': async (fixture) => ({ params: await served(fixture) }),
    'attachments.link': async (fixture) => ({ params: await served(fixture), body: {} }),
    'attachments.followLink': async (fixture) => {
      const { url } = await fixture.as('grace').attachments.link(await served(fixture))
      return { params: { token: url.split('/').at(-1) as string } }
    },
    'attachments.delete': onTicket,
    'attachments.restore': deleted,
    'attachments.purge': deleted,
    'attachments.release': async (fixture) => {
      const sample = await onTicket(fixture)
      await fixture.runDue()
      return sample
    },
    'attachments.rescan': onTicket,
    'attachments.usage': () => ({}),
    'attachments.check': () => ({ body: {} }),
  },
  rules: {
    'attachments.draft': onlyTheAgents,
    'attachments.discard': onlyTheAgents,
    'attachments.delete': { answers: { customer: 403 } },
  },
  inputs: { 'ticket.create': claimed, 'reply.create': claimed },
})
