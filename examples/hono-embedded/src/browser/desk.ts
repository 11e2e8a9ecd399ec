/** All script that a page with widgets needs: the elements, and a client for their provider. */
import '@deskhand/widgets/loader'
import { createHelpdeskClient } from '@deskhand/core/client'
import { attachmentsClient } from '@deskhand/plugin-attachments/client'
import { tagsClient } from '@deskhand/plugin-tags/client'
import type { DeskhandProvider } from '@deskhand/widgets'
import { slaClient } from 'deskhand-plugin-sla/client'
import { slaContributions } from 'deskhand-plugin-sla/page'
import { teams } from '../people/teams.ts'

const provider = document.querySelector<DeskhandProvider>('deskhand-provider')
if (provider) {
  await customElements.whenDefined('deskhand-provider')
  provider.contributions = slaContributions
  provider.client = createHelpdeskClient({
    baseUrl: provider.dataset.helpdesk ?? '/helpdesk',
    plugins: [tagsClient(), attachmentsClient(), slaClient()],
  })

  for (const element of document.querySelectorAll('deskhand-agent, deskhand-ticket')) {
    Object.assign(element, { teams })
  }

  const leaving = document.querySelector('form[action="/sign-out"]')
  leaving?.addEventListener('submit', () => provider.logout())

  // An expired session is renewed without leaving the page, so that nothing that was typed is lost.
  const form = document.querySelector<HTMLFormElement>('.signed-out form')
  const notice = form?.parentElement
  const said = form?.querySelector('span')
  provider.addEventListener('deskhand-auth-required', () => notice?.removeAttribute('hidden'))
  provider.addEventListener('deskhand-session-change', () => {
    if (provider.session?.status === 'ready') notice?.setAttribute('hidden', '')
  })
  form?.addEventListener('submit', async (event) => {
    event.preventDefault()
    const values = new FormData(form, event.submitter) as unknown as Record<string, string>
    const body = new URLSearchParams(values)
    const answer = await fetch(form.action, { method: 'POST', body }).catch(() => undefined)
    if (answer?.ok) await provider.refresh()
    else if (said) said.textContent = 'The demo does not answer. Nothing is lost: try again soon.'
  })
}

for (const swatch of document.querySelectorAll<HTMLElement>('[data-token^="--deskhand-color"]')) {
  swatch.style.setProperty('background', `var(${swatch.dataset.token})`)
}
