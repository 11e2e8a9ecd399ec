import { and, eq } from '@deskhand/core/db'
import type { EraseHandler } from '@deskhand/core/plugin'
import { taggings, tags } from './schema.ts'

/** Tags and taggings stay; who made them is somebody without a name. */
export const eraseHandler: EraseHandler = {
  async forget({ db, tenantId }, personId, replacement) {
    await db
      .update(tags)
      .set({ createdBy: replacement })
      .where(and(eq(tags.tenantId, tenantId), eq(tags.createdBy, personId)))
    await db
      .update(taggings)
      .set({ addedBy: replacement })
      .where(and(eq(taggings.tenantId, tenantId), eq(taggings.addedBy, personId)))
  },
}
