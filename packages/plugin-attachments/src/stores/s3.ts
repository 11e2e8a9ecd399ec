/** `@deskhand/plugin-attachments/s3`: blobs as objects in a bucket of S3, or of what speaks like it. */
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3'
import { checkOptions } from '@deskhand/core/plugin'
import { z } from 'zod'
import { type AttachmentStore, checkKey } from './port.ts'
import { asStoreError } from './s3-errors.ts'
import { type Destination, putObject } from './s3-put.ts'

export type S3Encryption =
  | { readonly type: 'AES256' }
  | {
      readonly type: 'aws:kms'
      /** Default: the bucket's own key. */
      readonly keyId?: string
    }

export interface S3Options {
  /** Region, credentials, endpoint, path style and retries are the client's. */
  readonly client: S3Client
  readonly bucket: string
  /** Put before every key, such as `helpdesk/`. Default none. */
  readonly prefix?: string
  /** Default: what the bucket does by itself. */
  readonly encryption?: S3Encryption
  /** Bytes of a part, at least 5 MiB. Each running upload holds up to two parts in memory. Default 5 MiB. */
  readonly partBytes?: number
  /**
   * `getSignedUrl` of `@aws-sdk/s3-request-presigner`, for `redirectLinks`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html
   */
  readonly presign?: (
    client: S3Client,
    command: GetObjectCommand,
    options: { expiresIn: number },
  ) => Promise<string>
}

/** The least that S3 takes for any part but the last. */
const leastPart = 5 * 1024 * 1024

const prefixAdvice = 'It must look like "helpdesk/": no slash before, one behind.'
const partAdvice = `It must be a whole number of bytes, at least ${leastPart}, which S3 demands.`

const s3Options = z.strictObject(
  {
    client: z.custom<S3Client>(
      (value) => typeof (value as S3Client | null)?.send === 'function',
      'It must be an S3Client of @aws-sdk/client-s3, such as new S3Client({}).',
    ),
    bucket: z.string('It must be the name of a bucket.').min(1, 'It must not be empty.'),
    prefix: z
      .string(prefixAdvice)
      .regex(/^$|^[\w!'()*.-]+(\/[\w!'()*.-]+)*\/$/, prefixAdvice)
      .default(''),
    encryption: z
      .discriminatedUnion(
        'type',
        [
          z.strictObject({ type: z.literal('AES256') }),
          z.strictObject({ type: z.literal('aws:kms'), keyId: z.string().optional() }),
        ],
        'It must be { type: "AES256" } or { type: "aws:kms", keyId }.',
      )
      .optional(),
    partBytes: z.int(partAdvice).min(leastPart, partAdvice).default(leastPart),
    presign: z
      .custom<NonNullable<S3Options['presign']>>(
        (value) => typeof value === 'function',
        'It must be getSignedUrl of @aws-sdk/s3-request-presigner.',
      )
      .optional(),
  },
  "Write s3({ client: new S3Client({}), bucket: 'files' }).",
)

/**
 * Keeps files in a bucket. Small ones are put at once, larger ones in parts as they come; what fails is
 * aborted, so no parts are left to pay for.
 *
 * The credentials need `s3:GetObject`, `s3:PutObject`, `s3:DeleteObject`, `s3:ListBucket` and
 * `s3:AbortMultipartUpload`. `s3:ListBucketMultipartUploads` is optional: without it, the parts of an upload
 * whose process was killed stay, until a lifecycle rule of the bucket aborts the upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html
 *
 * @example
 * attachments({ storage: s3({ client: new S3Client({}), bucket: 'files', prefix: 'helpdesk/' }) })
 */
export function s3(options: S3Options): AttachmentStore {
  const { client, bucket, prefix, encryption, partBytes, presign } = checkOptions(
    's3()',
    s3Options,
    options,
  )
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + checkKey(key) })
  const store: AttachmentStore = {
    name: `S3 (${bucket}/${prefix})`,

    async put(key, body, { signal } = {}) {
      const destination: Destination = { ...at(key), ...encryptionOf(encryption) }
      await putObject(client, destination, body, { partBytes, signal })
    },

    async get(key, range) {
      const { Body: body } = await asStoreError(() =>
        client.send(
          new GetObjectCommand({
            ...at(key),
            ...(range && { Range: `bytes=${range.start}-${range.end}` }),
          }),
        ),
      )
      if (!body) throw new TypeError('S3 answered without a body.')
      return body.transformToWebStream() as ReadableStream<Uint8Array>
    },

    async delete(key) {
      const { Bucket, Key } = at(key)
      await asStoreError(async () => {
        await ifAllowed(() => abortUploads(client, { Bucket, Key }))
        await client.send(new DeleteObjectCommand({ Bucket, Key }))
      })
    },

    async list({ after, limit }) {
      const { Contents = [] } = await asStoreError(() =>
        client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            MaxKeys: Math.min(limit, 1_000),
            ...(after && { StartAfter: prefix + after }),
          }),
        ),
      )
      return Contents.map(({ Key = '', Size = 0, LastModified = new Date(0) }) => ({
        key: Key.slice(prefix.length),
        size: Size,
        modifiedAt: LastModified,
      }))
    },
  }
  if (!presign) return store
  return {
    ...store,
    signedUrl: (key, { expiresInSeconds, disposition, type }) =>
      presign(
        client,
        new GetObjectCommand({
          ...at(key),
          ResponseContentDisposition: disposition,
          ResponseContentType: type,
        }),
        { expiresIn: expiresInSeconds },
      ),
  }
}

/** The upload of a process that was killed has parts, which cost money until it is aborted. */
async function abortUploads(
  client: S3Client,
  target: { Bucket: string; Key: string },
): Promise<void> {
  const { Uploads = [] } = await client.send(
    new ListMultipartUploadsCommand({ Bucket: target.Bucket, Prefix: target.Key }),
  )
  for (const { Key, UploadId } of Uploads) {
    if (Key === target.Key) await abort(client, { ...target, UploadId })
  }
}

/**
 * Passes over work that the credentials may not do, or that the server does not offer. A file must be deleted
 * there as well.
 */
async function ifAllowed(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const status = (error as S3ServiceException).$metadata?.httpStatusCode ?? 0
    if (![403, 405, 501].includes(status)) throw error
  }
}

/** Does nothing if the upload is over. */
async function abort(
  client: S3Client,
  upload: { Bucket: string; Key: string; UploadId: string | undefined },
): Promise<void> {
  try {
    await client.send(new AbortMultipartUploadCommand(upload))
  } catch (error) {
    if ((error as { name?: string }).name !== 'NoSuchUpload') throw error
  }
}

function encryptionOf(encryption: z.output<typeof s3Options>['encryption']): Partial<Destination> {
  if (!encryption) return {}
  if (encryption.type === 'AES256') return { ServerSideEncryption: 'AES256' }
  const { keyId } = encryption
  return { ServerSideEncryption: 'aws:kms', ...(keyId !== undefined && { SSEKMSKeyId: keyId }) }
}
