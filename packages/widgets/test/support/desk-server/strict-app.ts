/** The script of the strict pages. */
import '../../../src/all.ts'
import { createHelpdeskClient } from '@deskhand/core/client'
import { attachmentsClient } from '@deskhand/plugin-attachments/client'
import { tagsClient } from '@deskhand/plugin-tags/client'

const provider = document.querySelector('deskhand-provider')
if (!provider) throw new Error('The page has no provider.')

const { baseUrl = '', token = '' } = provider.dataset
provider.client = createHelpdeskClient({
  baseUrl,
  auth: { mode: 'bearer', getToken: () => token },
  plugins: [tagsClient(), attachmentsClient()],
})
