import type { HelpdeskClient } from '@deskhand/core/client'
import type { AttachmentsClient } from '@deskhand/plugin-attachments/client'
import type { TagsClient } from '@deskhand/plugin-tags/client'

type FullClient = HelpdeskClient<readonly [TagsClient, AttachmentsClient]>
type PluginPart = 'tags' | 'attachments'

/** A client with the parts of the plugins that the page gave it. */
export type WidgetClient = Omit<FullClient, PluginPart> & Partial<Pick<FullClient, PluginPart>>
