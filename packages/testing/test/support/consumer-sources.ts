/** What the project of a host looks like who has installed Deskhand from npm. */
export const consumerSources: Readonly<Record<string, string>> = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      target: 'es2024',
      lib: ['es2024'],
      module: 'nodenext',
      types: ['node'],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      rootDir: 'src',
      outDir: 'dist',
    },
    include: ['src'],
  }),

  'src/helpdesk.ts': `
import { createHelpdesk } from '@deskhand/core'
import { createHelpdeskClient } from '@deskhand/core/client'
import { helpdeskApp } from '@deskhand/core/hono'
import { sqlite } from '@deskhand/core/sqlite'
import { tags } from '@deskhand/plugin-tags'
import { tagsClient } from '@deskhand/plugin-tags/client'

export const helpdesk = createHelpdesk({
  database: sqlite({ file: ':memory:' }),
  secret: 'a secret that is only good for this test',
  authenticate: () => ({ id: 'grace', name: 'Grace', role: 'agent' }),
  plugins: [tags({ agentsMayCreate: true })],
})

export const client = createHelpdeskClient({
  baseUrl: 'http://app.example/helpdesk',
  fetch: (input, init) => helpdesk.fetch(new Request(input, init)),
  plugins: [tagsClient()],
})

export function tagged(...any: string[]) {
  return client.tickets.list({ tags: { any }, include: ['tags'] })
}

export const path = helpdeskApp(helpdesk).routes.length > 0 ? helpdesk.basePath : ''

export function unknown(): void {
  // @ts-expect-error No such filter.
  void client.tickets.list({ stickers: ['a'] })
  // @ts-expect-error No such field.
  void client.tickets.get({ ticketId: '', include: ['stickers'] })
  // @ts-expect-error No such plugin.
  void helpdesk.as({ id: 'ada', role: 'customer' }).stickers
}
`,

  'src/main.ts': `
import { helpdesk, tagged } from './helpdesk.ts'

await helpdesk.migrate()
const grace = helpdesk.as({ id: 'grace', name: 'Grace', role: 'agent' })
await grace.tickets.create({
  subject: 'Printer on fire',
  description: 'It burns.',
  requesterId: 'ada',
  tags: ['vip'],
})
const { data } = await tagged('vip')
for (const { number, subject, tags } of data) {
  console.log(number, subject, tags?.map(({ name }) => name).join(' '))
}
await helpdesk.close()
`,

  'src/try-plugin.ts': `
import { createTestHelpdesk } from '@deskhand/testing'
import { blocklist } from './blocklist.ts'

const desk = await createTestHelpdesk({ plugins: [blocklist] })
await desk.as('sue').blocklist.add({ word: 'casino' })
const answer = await desk.request('ada', 'POST', '/tickets', { subject: 'Casino', description: 'x' })
console.log(answer.status, (await answer.json() as { code: string }).code)
await desk.close()
`,
}
