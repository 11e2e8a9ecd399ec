/** A plugin whose API returns its call, for tests of what plugins get. */
import type { Call } from '../../src/api/call.ts'
import type { HelpdeskPlugin, PluginParts } from '../../src/plugin/contract.ts'

export type ReachingPlugin = HelpdeskPlugin<'reaching', { readonly call: Call }>

export function reaching(parts: Omit<PluginParts, 'api'> = {}): ReachingPlugin {
  return {
    id: 'reaching',
    version: '1.0.0',
    core: '^0.0.0',
    setup: () => ({ api: (call) => ({ call }), ...parts }),
  }
}
