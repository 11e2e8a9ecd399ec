/** The least that a plugin for merging tickets does, to try the duty of tags with. */
import type { HelpdeskPlugin, MergeDuty } from '@deskhand/core/plugin'

export type Manifests = Readonly<Record<string, object>>

interface MergingApi {
  merge(from: string, to: string): Promise<Manifests>
  undo(manifests: Manifests): Promise<void>
}

export type MergingPlugin = HelpdeskPlugin<'merging', MergingApi>

/** Runs everyone's duties, those of plugins first when `reversed`. */
export function merging({ reversed = false } = {}): MergingPlugin {
  return {
    id: 'merging',
    version: '0.0.0',
    core: '*',
    setup({ mergeDuties }) {
      const inOrder = (): [string, MergeDuty][] =>
        reversed ? [...mergeDuties()].reverse() : [...mergeDuties()]
      return {
        api: (call) => ({
          merge: (from, to) =>
            call.transaction(async (inner) => {
              const manifests: Record<string, object> = {}
              for (const [id, duty] of inOrder()) manifests[id] = await duty.move(inner, from, to)
              return manifests
            }),
          undo: (manifests) =>
            call.transaction(async (inner) => {
              for (const [id, duty] of inOrder().reverse()) {
                await duty.undo(inner, JSON.parse(JSON.stringify(manifests[id])))
              }
            }),
        }),
      }
    },
  }
}
