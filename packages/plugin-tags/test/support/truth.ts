/** What the counts should be, counted the slow way. */
import { rows, type Storage, sql } from '@deskhand/core/db'

export interface Truth {
  readonly name: string
  readonly open: number
  readonly total: number
}

export async function countedSlowly(storage: Storage, tenantId = 'default'): Promise<Truth[]> {
  const found = await rows<Truth>(
    storage.db,
    sql`
      select tag.name as name,
        count(ticket.id) as total,
        count(case when ticket.status not in ('resolved', 'closed') then 1 end) as open
      from deskhand_tags as tag
      left join deskhand_taggings as tagging
        on tagging.tenant_id = tag.tenant_id and tagging.tag_id = tag.id
      left join deskhand_tickets as ticket
        on ticket.tenant_id = tagging.tenant_id and ticket.id = tagging.ticket_id
        and ticket.deleted_at is null and ticket.merged_into_id is null and ticket.spam_at is null
      where tag.tenant_id = ${tenantId}
      group by tag.name order by tag.name`,
  )
  return found.map(({ name, open, total }) => ({ name, open: Number(open), total: Number(total) }))
}
