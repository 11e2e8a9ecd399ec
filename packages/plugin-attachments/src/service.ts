/** The plugin's API bound to a call. */
import { type Call, parse, requirePermission } from '@deskhand/core/plugin'
import { z } from 'zod'
import { download, makeLink } from './download/download.ts'
import { checkJobName } from './job-names.ts'
import type { Settings } from './options.ts'
import { getDraft, getFile, listFiles } from './reading/list.ts'
import { presentFile } from './reading/present.ts'
import { deleteFile, discardDraft, purgeFile, restoreFile } from './removal/remove.ts'
import { releaseFile, rescanFile } from './scan/release.ts'
import type { AttachmentRow } from './schema.ts'
import type { AttachmentsApi } from './types.ts'
import { usage } from './upkeep/usage.ts'
import { upload } from './upload/upload.ts'

export const checkInput = z.strictObject({ removeStrays: z.boolean().default(false) })

export function attachmentsApi(call: Call, settings: Settings): AttachmentsApi {
  const present = async (row: Promise<AttachmentRow>) => presentFile(call, settings, await row)
  return {
    upload: (input) => present(upload(call, settings, input)),
    draft: (input) => getDraft(call, settings, input),
    discard: (input) => discardDraft(call, input),
    list: (input) => listFiles(call, settings, input),
    get: (input) => getFile(call, settings, input),
    download: (input) => download(call, settings, input),
    link: (input) => makeLink(call, settings, input),
    delete: (input) => deleteFile(call, input),
    restore: (input) => present(restoreFile(call, settings, input)),
    purge: (input) => purgeFile(call, input),
    release: (input) => present(releaseFile(call, input)),
    rescan: (input) => present(rescanFile(call, settings, input)),
    usage: () => usage(call),
    async check(rawInput = {}) {
      const input = parse(checkInput, rawInput)
      await requirePermission(call, 'attachments:check')
      await call.transaction((inner) => inner.enqueue(checkJobName, input))
    },
  }
}
