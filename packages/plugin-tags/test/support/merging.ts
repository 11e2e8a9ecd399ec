/** The least that a plugin for merging tickets does, to try the handler of tags with. */
import {
  type HelpdeskPlugin,
  lockLiveTicket,
  type MergeHandler,
  type MovedReplies,
  moveReplies,
} from '@deskhand/core/plugin'

export type Manifests = Readonly<Record<string, object>>

interface MergingApi {
  merge(from: string, to: string): Promise<Manifests>
  undo(manifests: Manifests): Promise<void>
  moveReplies(moved: MovedReplies): Promise<void>
}

export type MergingPlugin = HelpdeskPlugin<'merging', MergingApi>

/** Runs everyone's handlers, those of plugins first when `reversed`. */
export function merging({ reversed = false } = {}): MergingPlugin {
  return {
    id: 'merging',
    version: '0.0.0',
    core: '^0.0.0',
    setup({ provided }) {
      const inOrder = (): [string, MergeHandler][] =>
        reversed ? [...provided('merge')].reverse() : [...provided('merge')]
      return {
        api: (call) => ({
          merge: (from, to) =>
            call.transaction(async (inner) => {
              const manifests: Record<string, object> = {}
              for (const [id, handler] of inOrder()) {
                manifests[id] = await handler.move(inner, from, to)
              }
              return manifests
            }),
          undo: (manifests) =>
            call.transaction(async (inner) => {
              for (const [id, handler] of inOrder().reverse()) {
                await handler.undo(inner, JSON.parse(JSON.stringify(manifests[id])))
              }
            }),
          moveReplies: (moved) =>
            call.transaction(async (inner) => {
              const from = await lockLiveTicket(inner, moved.from)
              const to = await lockLiveTicket(inner, moved.to)
              await moveReplies(inner, { from, to, replyIds: moved.replyIds })
            }),
        }),
      }
    },
  }
}
