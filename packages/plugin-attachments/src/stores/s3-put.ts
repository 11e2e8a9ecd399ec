/**
 * Writes one object from a stream: with one request when it fits into a part, else as a multipart upload.
 *
 * `Upload` of `@aws-sdk/lib-storage` does not cancel its requests when it is aborted, so a file can appear
 * in the bucket after its upload has failed and the store has deleted it. It also throws the error of a
 * failed abort instead of the error that ended the upload.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  type ServerSideEncryption,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { asStoreError } from './s3-errors.ts'

export interface Destination {
  readonly Bucket: string
  readonly Key: string
  readonly ServerSideEncryption?: ServerSideEncryption
  readonly SSEKMSKeyId?: string
}

export interface PutSettings {
  readonly partBytes: number
  readonly signal: AbortSignal | undefined
}

export async function putObject(
  client: S3Client,
  destination: Destination,
  body: AsyncIterable<Uint8Array>,
  { partBytes, signal }: PutSettings,
): Promise<void> {
  const parts = inParts(body, partBytes)
  try {
    await putParts(client, destination, parts, { partBytes, signal })
  } finally {
    await parts.return(undefined).catch(() => {})
  }
}

async function putParts(
  client: S3Client,
  destination: Destination,
  parts: AsyncGenerator<Buffer, void, undefined>,
  { partBytes, signal }: PutSettings,
): Promise<void> {
  const options = signal ? { abortSignal: signal } : {}
  let next = await parts.next()
  if (next.done || next.value.byteLength < partBytes) {
    const Body = next.value ?? Buffer.alloc(0)
    await asStoreError(() => client.send(new PutObjectCommand({ ...destination, Body }), options))
    return
  }
  const checksum = await checksumOf(client)
  const { UploadId } = await asStoreError(() =>
    client.send(new CreateMultipartUploadCommand({ ...destination, ...checksum }), options),
  )
  const { Bucket, Key } = destination
  const upload = { Bucket, Key, UploadId }
  try {
    const done: CompletedPart[] = []
    while (!next.done) {
      const [PartNumber, Body] = [done.length + 1, next.value]
      const { ETag, ChecksumCRC32 } = await asStoreError(() =>
        client.send(new UploadPartCommand({ ...upload, PartNumber, Body }), options),
      )
      done.push({ PartNumber, ETag, ...(ChecksumCRC32 && { ChecksumCRC32 }) })
      next = await parts.next()
    }
    await asStoreError(() =>
      client.send(
        new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts: done } }),
        options,
      ),
    )
  } catch (error) {
    // What can't be aborted now is aborted when the blob is deleted, by its key.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {})
    throw error
  }
}

/**
 * The checksum algorithm that the client adds to each part. S3 refuses a part whose checksum algorithm the
 * upload was not created with.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html#AmazonS3-UploadPart-request-header-ChecksumAlgorithm
 */
async function checksumOf(client: S3Client): Promise<{ ChecksumAlgorithm?: 'CRC32' }> {
  const calculation = await client.config.requestChecksumCalculation()
  return calculation === 'WHEN_SUPPORTED' ? { ChecksumAlgorithm: 'CRC32' } : {}
}

/** Pieces of exactly `size` bytes; only the last may be shorter. */
async function* inParts(
  body: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Buffer, void, undefined> {
  let chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    let rest = chunk
    while (length + rest.byteLength >= size) {
      const fitting = rest.subarray(0, size - length)
      const part = Buffer.concat([...chunks, fitting], size)
      rest = rest.subarray(fitting.byteLength)
      // Before the yield, so that the bytes of the part are in memory only once while it is sent.
      chunks = []
      length = 0
      yield part
    }
    if (rest.byteLength > 0) {
      // The chunk's memory may be used again by whoever read it.
      chunks.push(Uint8Array.from(rest))
      length += rest.byteLength
    }
  }
  if (length > 0) yield Buffer.concat(chunks, length)
}
