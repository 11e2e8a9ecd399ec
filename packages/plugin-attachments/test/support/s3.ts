/** Starts the S3-speaking process, and makes clients for it. */
import { join } from 'node:path'
import { ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3'
import { startScript } from '../../../core/test/support/processes.ts'

export interface S3Server {
  readonly endpoint: string
  client(): S3Client
  /** The ids of uploads in parts that are neither complete nor aborted. */
  unfinished(): Promise<string[]>
  stop(): Promise<void>
}

export const bucket = 'files'

export function clientFor(endpoint: string, more: object = {}): S3Client {
  return new S3Client({
    endpoint,
    forcePathStyle: true,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    ...more,
  })
}

export async function startS3(): Promise<S3Server> {
  const script = join(import.meta.dirname, 's3-server.ts')
  const server = startScript(script)
  const endpoint = `http://127.0.0.1:${await server.printed(/^(\d+)\n/)}`
  return {
    endpoint,
    client: () => clientFor(endpoint),
    async unfinished() {
      const { Uploads = [] } = await clientFor(endpoint).send(
        new ListMultipartUploadsCommand({ Bucket: bucket }),
      )
      return Uploads.map(({ UploadId = '' }) => UploadId)
    },
    async stop() {
      await server.end('SIGKILL')
    },
  }
}
