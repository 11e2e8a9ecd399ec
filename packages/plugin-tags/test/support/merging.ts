/** The least that a plugin for merging tickets does, to try the handler of tags with. */
import { and, eq, inArray, replies } from '@deskhand/core/db'
import type { HelpdeskPlugin, MergeHandler, MovedReplies } from '@deskhand/core/plugin'

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
              const { replyIds, to: ticketId } = moved
              await inner.db
                .update(replies)
                .set({ ticketId })
                .where(
                  and(eq(replies.tenantId, inner.tenantId), inArray(replies.id, [...replyIds])),
                )
              for (const [, handler] of inOrder()) await handler.moveReplies?.(inner, moved)
            }),
        }),
      }
    },
  }
}
