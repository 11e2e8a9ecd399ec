import type { HelpdeskPlugin } from '@deskhand/core/plugin'
import { claimInputs } from './claim/claim.ts'
import { attachmentEvents } from './events.ts'
import { migrations } from './migrations/index.ts'
import { type AttachmentsOptions, factsOf, settingsOf } from './options.ts'
import { checkAttachmentsOptions } from './options-schema.ts'
import { attachmentPermissions } from './permissions.ts'
import { attachmentsField } from './reading/fields.ts'
import { searchText } from './reading/search-text.ts'
import { purgeJob } from './removal/purge.ts'
import { redactHandler } from './removal/redact.ts'
import { eraseHandler, mergeHandler, ticketHooks } from './removal/with-ticket.ts'
import { attachmentRoutes } from './routes.ts'
import { backlogJob, scanJob } from './scan/jobs.ts'
import { attachmentTables } from './schema.ts'
import { attachmentsApi } from './service.ts'
import type { AttachmentsAdditions, AttachmentsApi } from './types.ts'
import { checkJob } from './upkeep/check.ts'
import { findings } from './upkeep/doctor.ts'
import { sweepJob } from './upkeep/sweep.ts'
import { version } from './version.ts'

export interface AttachmentsPlugin
  extends HelpdeskPlugin<'attachments', AttachmentsApi, AttachmentsAdditions> {}

declare module '@deskhand/core/plugin' {
  interface KnownPlugins {
    attachments: AttachmentsApi
  }
  interface KnownAdditions {
    attachments: AttachmentsAdditions
  }
}

/**
 * Files on tickets and replies.
 *
 * @example
 * createHelpdesk({
 *   plugins: [attachments({ storage: localDisk({ dir: './files' }), scanner: clamav({ port: 3310 }) })],
 *   …
 * })
 * @throws ConfigurationError with a sentence that says what to change.
 */
export function attachments(options: AttachmentsOptions): AttachmentsPlugin {
  const checked = checkAttachmentsOptions(options)
  return {
    id: 'attachments',
    version,
    core: '>=0.0.0 <1.0.0',
    tables: attachmentTables,
    migrations,
    permissions: attachmentPermissions,
    setup(context) {
      const settings = settingsOf(checked, context)
      return {
        api: (call) => attachmentsApi(call, settings),
        routes: attachmentRoutes(settings),
        inputs: claimInputs(settings),
        ticketFields: { attachments: attachmentsField(settings, 'ticketId') },
        replyFields: { attachments: attachmentsField(settings, 'replyId') },
        hooks: ticketHooks,
        hookPoints: ['attachment.create'],
        events: attachmentEvents,
        jobs: [
          scanJob(settings),
          backlogJob(settings),
          purgeJob(settings),
          sweepJob(settings),
          checkJob(settings),
        ],
        provides: {
          merge: mergeHandler,
          erase: eraseHandler,
          redact: redactHandler,
          searchText,
        },
        facts: factsOf(settings),
        doctor: (call) => findings(call, settings),
      }
    },
  }
}
