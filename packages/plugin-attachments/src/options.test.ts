/** What the plugin and its stores and scanner say of options that are wrong, before anything is opened. */
import { S3Client } from '@aws-sdk/client-s3'
import { ConfigurationError } from '@deskhand/core/plugin'
import { afterAll, describe, expect, it } from 'vitest'
import { attachments, clamav, localDisk } from './index.ts'
import { checkAttachmentsOptions } from './options-schema.ts'
import { s3 } from './stores/s3.ts'

const storage = localDisk({ dir: 'never-made' })
const client = new S3Client({ region: 'x' })
afterAll(() => client.destroy())

type Mistake = readonly [what: string, message: string, options: unknown]

const disk: readonly Mistake[] = [
  [
    'a path alone',
    "localDisk() takes an object of options, not a string. Write localDisk({ dir: './files' }).",
    './files',
  ],
  ['nothing', 'localDisk() takes an object of options, not undefined. Write', undefined],
  ['no path', 'localDisk() needs the option "dir". It must be the path of a directory.', {}],
  ['an empty path', 'got a string as the option "dir". It must not be empty.', { dir: '' }],
  [
    'another name',
    'localDisk() does not know the option "directory". Did you mean "dir"?',
    { directory: './files' },
  ],
]

const bucket: readonly Mistake[] = [
  [
    'a bucket alone',
    "s3() takes an object of options, not a string. Write s3({ client: new S3Client({}), bucket: 'files' }).",
    'files',
  ],
  [
    'no client',
    's3() needs the option "client". It must be an S3Client of @aws-sdk/client-s3, such as new S3Client({}).',
    { bucket: 'files' },
  ],
  ["a client's options", 's3() got an object as the option "client".', { client: {}, bucket: 'x' }],
  ['no bucket', 's3() needs the option "bucket".', { client }],
  [
    'a prefix',
    'got a string as the option "prefix". It must look like "helpdesk/": no slash before, one behind.',
    { client, bucket: 'x', prefix: '/a' },
  ],
  ['no slash behind', 'the option "prefix"', { client, bucket: 'x', prefix: 'a' }],
  ['two slashes', 'the option "prefix"', { client, bucket: 'x', prefix: '/a/' }],
  [
    'small parts',
    'got 1000 as the option "partBytes". It must be a whole number of bytes, at least 5242880',
    { client, bucket: 'x', partBytes: 1_000 },
  ],
  [
    'its own encryption',
    'the option "encryption". It must be { type: "AES256" } or { type: "aws:kms", keyId }.',
    { client, bucket: 'x', encryption: 'AES256' },
  ],
  [
    'a key of AES256',
    's3() does not know the option "encryption.key". Did you mean "encryption.keyId"?',
    { client, bucket: 'x', encryption: { type: 'aws:kms', key: 'x' } },
  ],
  [
    'presign: true',
    'got true as the option "presign". It must be getSignedUrl of @aws-sdk/s3-request-presigner.',
    { client, bucket: 'x', presign: true },
  ],
]

const scanner: readonly Mistake[] = [
  [
    'a port alone',
    "clamav({ port }) takes an object of options, not 3310. Write clamav({ port: 3310 }) or clamav({ socket: '/run/clamav/clamd.ctl' }).",
    3310,
  ],
  ['no port', 'clamav({ port }) needs the option "port".', { host: 'clamd' }],
  [
    'a port as text',
    'clamav({ port }) got a string as the option "port". It must be a port from 1 to 65535, such as 3310.',
    { port: '3310' },
  ],
  [
    'a socket and a port',
    'clamav({ socket }) does not know the option "port". It knows socket and timeoutMs.',
    { socket: '/run/x', port: 3310 },
  ],
  ['no socket', 'clamav({ socket }) needs the option "socket".', { socket: undefined }],
  [
    'another time-out',
    'does not know the option "timeout". Did you mean "timeoutMs"?',
    { port: 3310, timeout: 1 },
  ],
  ['no time', 'got 0 as the option "timeoutMs".', { port: 3310, timeoutMs: 0 }],
]

const plugin: readonly Mistake[] = [
  [
    'a store alone',
    'attachments() needs the option "storage". Write storage: localDisk({ dir: \'./files\' }).',
    storage,
  ],
  [
    'nothing',
    "attachments() takes an object of options, not undefined. Write attachments({ storage: localDisk({ dir: './files' }) }).",
    undefined,
  ],
  [
    'a store that was not made',
    'attachments() got a function as the option "storage". Call it: storage: localDisk({ dir: \'./files\' }).',
    { storage: localDisk },
  ],
  ['a path as the store', 'got a string as the option "storage".', { storage: './files' }],
  [
    'a scanner that was not made',
    'got a function as the option "scanner". Call it: scanner: clamav({ port: 3310 }).',
    { storage, scanner: clamav },
  ],
  [
    'another name',
    'attachments() does not know the option "store". Did you mean "storage"?',
    { storage, store: storage },
  ],
  [
    'media types alone',
    'got a string as the option "types[0]". It must look like { type: "image/png", extensions: ["png"] }.',
    { storage, types: ['image/png'] },
  ],
  [
    'extensions with a dot',
    'the option "types[0].extensions[0]". It must be in lower case and without a dot.',
    { storage, types: [{ type: 'image/png', extensions: ['.png'] }] },
  ],
  [
    'a limit in words',
    'got a string as the option "limits.fileBytes". It must be a whole number of bytes, 1 at least.',
    { storage, limits: { fileBytes: '10 MB' } },
  ],
  [
    'an unknown limit',
    'the option "limits.fileByte". Did you mean "limits.fileBytes"?',
    { storage, limits: { fileByte: 1 } },
  ],
  ['no time', 'got 0 as the option "timeouts.idleMs".', { storage, timeouts: { idleMs: 0 } }],
  [
    'negative days',
    'got -1 as the option "retention.deletedDays". It must be a number of days from 0 to 36500, or null to keep a file with its ticket.',
    { storage, retention: { deletedDays: -1 } },
  ],
  ['serveUnscanned as text', 'It must be true or false.', { storage, serveUnscanned: 'yes' }],
]

describe.each<[name: string, make: (options: never) => unknown, mistakes: readonly Mistake[]]>([
  ['localDisk()', localDisk, disk],
  ['s3()', s3, bucket],
  ['clamav()', clamav, scanner],
  ['attachments()', attachments, plugin],
])('%s says at once what is wrong with', (_name, make, mistakes) => {
  it.each(mistakes)('%s', (_what, message, options) => {
    expect(() => make(options as never)).toThrow(ConfigurationError)
    expect(() => make(options as never)).toThrow(message)
  })
})

it('keeps the store and the scanner as they are, and fills in defaults', () => {
  const found = clamav({ port: 3310 })
  const checked = checkAttachmentsOptions({
    storage,
    scanner: found,
    limits: { drafts: undefined },
  })
  expect(checked.storage).toBe(storage)
  expect(checked.scanner).toBe(found)
  expect(checked.limits).toEqual({
    fileBytes: 52_428_800,
    ticketBytes: 209_715_200,
    ticketFiles: 200,
    filesAtOnce: 20,
    drafts: 100,
  })
})
