/** `@deskhand/plugin-attachments`: files on tickets and replies. */
export type {
  AttachmentLimits,
  AttachmentRetention,
  AttachmentsOptions,
} from './options.ts'
export { type AttachmentPermission, attachmentPermissions } from './permissions.ts'
export { type AttachmentsPlugin, attachments } from './plugin.ts'
export { type ClamavOptions, clamav } from './scan/clamav.ts'
export { type Scanner, ScannerUnavailable, type Verdict } from './scan/port.ts'
export { type LocalDiskOptions, localDisk } from './stores/local-disk.ts'
export {
  type AttachmentStore,
  type ByteRange,
  checkKey,
  type ListOptions,
  type PutOptions,
  type SignedUrlOptions,
  type StoredBlob,
  StoreError,
  type StoreErrorCode,
} from './stores/port.ts'
export { type AllowedType, defaultTypes } from './types/allowed.ts'
export type {
  Attachment,
  AttachmentFacts,
  AttachmentListInput,
  AttachmentsAdditions,
  AttachmentsApi,
  AttachmentTarget,
  ByteSource,
  CheckInput,
  Disposition,
  Download,
  DownloadInput,
  DownloadLink,
  LinkInput,
  ScanState,
  UploadInput,
  Usage,
} from './types.ts'
export type { AttachmentCreateInput, AttachmentCreateSubject } from './upload/create.ts'
export type { Pace } from './upload/paced.ts'
export type { StoredFile } from './upload/store-file.ts'
