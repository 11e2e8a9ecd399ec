/** The contributions of this package, for the plugins that it has elements for. They use the public entry point. */
import type { Capabilities } from '@deskhand/core/client'
import type { Contribution } from './contribution.ts'

/** By plugin. Loaded once the server is known to have it. */
const builtIn: Readonly<Record<string, () => Promise<readonly Contribution[]>>> = {
  attachments: async () =>
    (await import('../attachments/contributions.ts')).attachmentContributions,
  tags: async () => (await import('../tags/contributions.ts')).tagContributions,
}

/** Those of the plugins that the server has. What can't be loaded is left out. */
export async function builtInContributions({
  plugins,
}: Capabilities): Promise<readonly Contribution[]> {
  const loaded = await Promise.allSettled(plugins.map(({ id }) => builtIn[id]?.() ?? []))
  return loaded.flatMap((result) => {
    if (result.status === 'fulfilled') return result.value
    console.error('The elements of a plugin could not be loaded.', result.reason)
    return []
  })
}
