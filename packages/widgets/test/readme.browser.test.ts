/** The two minutes of the README, on a page under a strict policy, against a helpdesk. */
import { expect, inject, it } from 'vitest'
import { commands } from 'vitest/browser'
import readme from '../README.md?raw'
import { openDesk } from './support/desk.ts'

const desk = await openDesk({ tickets: 3 })

const example = (language: string) =>
  new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(readme)?.[1] ?? ''

it('shows a customer their tickets, and lets them open one and write a new one', async () => {
  const script = example('js').replace("'/helpdesk'", `'${desk.baseUrl}'`)
  expect(script).toContain(desk.baseUrl)
  const server = inject('deskServerUrl')
  const body = JSON.stringify({ html: example('html'), script })
  const { path } = await (await fetch(`${server}/strict`, { method: 'POST', body })).json()
  await desk.setCookie('ada')
  const subject = 'Invoice for March shows the wrong company name'
  const opened = await commands.visitPage(server + path, [`text=${subject}`], 'every time')
  expect(opened.problems).toEqual([])
  const asked = await commands.visitPage(server + path, ['text=New ticket'], 'Subject')
  expect(asked.problems).toEqual([])
})
