/** `@deskhand/plugin-attachments/s3`: blobs as objects in a bucket of S3, or of what speaks like it. */
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3'
import { ConfigurationError } from '@deskhand/core/plugin'
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

/**
 * Keeps files in a bucket. Small ones are put at once, larger ones in parts as they come; what fails is
 * aborted, so no parts are left to pay for.
 *
 * The credentials need `s3:GetObject`, `s3:PutObject`, `s3:DeleteObject`, `s3:ListBucket`,
 * `s3:AbortMultipartUpload` and `s3:ListBucketMultipartUploads`.
 *
 * @example
 * attachments({ storage: s3({ client: new S3Client({}), bucket: 'files', prefix: 'helpdesk/' }) })
 */
export function s3(options: S3Options): AttachmentStore {
  const { client, bucket, presign } = options
  const prefix = checkPrefix(options.prefix ?? '')
  const partBytes = checkPart(options.partBytes ?? leastPart)
  const at = (key: string) => ({ Bucket: bucket, Key: prefix + checkKey(key) })
  const store: AttachmentStore = {
    name: `S3 (${bucket}/${prefix})`,

    async put(key, body, { signal } = {}) {
      const destination: Destination = { ...at(key), ...encryptionOf(options.encryption) }
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
        const { Uploads = [] } = await client.send(
          new ListMultipartUploadsCommand({ Bucket, Prefix: Key }),
        )
        for (const { Key: found, UploadId } of Uploads) {
          if (found === Key) await abort(client, { Bucket, Key, UploadId })
        }
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

/** Fine when it is over already. */
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

function encryptionOf(encryption: S3Encryption | undefined): Partial<Destination> {
  if (!encryption) return {}
  if (encryption.type === 'AES256') return { ServerSideEncryption: 'AES256' }
  const { keyId } = encryption
  return { ServerSideEncryption: 'aws:kms', ...(keyId !== undefined && { SSEKMSKeyId: keyId }) }
}

function checkPrefix(prefix: string): string {
  if (prefix === '' || /^[\w!'()*.-]+(\/[\w!'()*.-]+)*\/$/.test(prefix)) return prefix
  throw new ConfigurationError(
    `s3(): the prefix ${JSON.stringify(prefix)} must look like "helpdesk/": no slash before, one behind.`,
  )
}

function checkPart(bytes: number): number {
  if (Number.isInteger(bytes) && bytes >= leastPart) return bytes
  throw new ConfigurationError(`s3(): partBytes must be at least ${leastPart}, which S3 demands.`)
}
