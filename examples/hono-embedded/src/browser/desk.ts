/** All script that a page with widgets needs: the elements, and a client for their provider. */
import '@deskhand/widgets/loader'
import { createHelpdeskClient } from '@deskhand/core/client'
import { attachmentsClient } from '@deskhand/plugin-attachments/client'
import { tagsClient } from '@deskhand/plugin-tags/client'
import type { DeskhandProvider } from '@deskhand/widgets'
import { slaClient } from 'deskhand-plugin-sla/client'
import { slaContributions } from 'deskhand-plugin-sla/page'

const provider = document.querySelector<DeskhandProvider>('deskhand-provider')
if (provider) {
  await customElements.whenDefined('deskhand-provider')
  provider.contributions = slaContributions
  provider.client = createHelpdeskClient({
    baseUrl: provider.dataset.helpdesk ?? '/helpdesk',
    plugins: [tagsClient(), attachmentsClient(), slaClient()],
  })
  // The demo's own sign-in: whoever is gone comes back as the person of the page.
  provider.addEventListener('deskhand-auth-required', () => {
    document.querySelector<HTMLElement>('.signed-out')?.removeAttribute('hidden')
  })
  provider.addEventListener('deskhand-session-change', () => {
    if (provider.session?.status !== 'ready') return
    document.querySelector<HTMLElement>('.signed-out')?.setAttribute('hidden', '')
  })
}

for (const swatch of document.querySelectorAll<HTMLElement>('[data-token^="--deskhand-color"]')) {
  swatch.style.setProperty('background', `var(${swatch.dataset.token})`)
}
