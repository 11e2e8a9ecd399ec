/** The script of the strict pages. */
import '../../../src/all.ts'
import { createHelpdeskClient } from '@deskhand/core/client'
import { attachmentsClient } from '@deskhand/plugin-attachments/client'
import { tagsClient } from '@deskhand/plugin-tags/client'

const provider = document.querySelector('deskhand-provider')
if (!provider) throw new Error('The page has no provider.')

const { baseUrl = '', token = '', properties = '{}' } = provider.dataset
for (const [tag, values] of Object.entries<object>(JSON.parse(properties))) {
  for (const element of document.querySelectorAll(tag)) Object.assign(element, values)
}
provider.client = createHelpdeskClient({
  baseUrl,
  auth: { mode: 'bearer', getToken: () => token },
  plugins: [tagsClient(), attachmentsClient()],
})
