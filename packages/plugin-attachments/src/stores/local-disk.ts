/** Blobs as files below one directory. */
import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { checkOptions } from '@deskhand/core/plugin'
import { z } from 'zod'
import { fileStream } from './file-stream.ts'
import { listFiles } from './list-files.ts'
import { localError } from './local-errors.ts'
import { type AttachmentStore, checkKey } from './port.ts'

export interface LocalDiskOptions {
  /** Made when it is not there. Nothing else may write to it; back it up with the database. */
  readonly dir: string
}

const diskOptions = z.strictObject(
  { dir: z.string('It must be the path of a directory.').min(1, 'It must not be empty.') },
  "Write localDisk({ dir: './files' }).",
)

/** What a blob is called while it is written. No key ends like this. */
const unfinished = '.partial'
/** Never follows a symbolic link that somebody put in a blob's place. */
const reading = constants.O_RDONLY | constants.O_NOFOLLOW
const writing = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW

/**
 * Keeps files in a directory: written beside their place, synced, renamed into it, and the directory
 * synced, so that a file is there whole or not at all.
 *
 * @example
 * attachments({ storage: localDisk({ dir: './files' }), scanner: clamav({ port: 3310 }) })
 */
export function localDisk(options: LocalDiskOptions): AttachmentStore {
  const { dir } = checkOptions('localDisk()', diskOptions, options)
  const root = resolve(dir)
  const pathOf = (key: string) => join(root, ...checkKey(key).split('/'))
  return {
    name: `local disk (${root})`,
    async put(key, body, { signal } = {}) {
      const path = pathOf(key)
      const temporary = path + unfinished
      try {
        const made = await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await refuseLinks(root, key)
        await write(temporary, body, signal)
        await rename(temporary, path)
        await syncDirectory(dirname(path))
        if (made !== undefined) await syncUpTo(dirname(made), dirname(path))
      } catch (error) {
        await rm(temporary, { force: true }).catch(() => {})
        throw localError(error)
      }
    },
    async get(key, range) {
      const path = pathOf(key)
      try {
        await refuseLinks(root, key)
        const stats = await lstat(path)
        if (!stats.isFile()) throw new TypeError(`${path} is not a file.`)
        return fileStream(() => open(path, reading), range)
      } catch (error) {
        throw localError(error)
      }
    },
    async delete(key) {
      const path = pathOf(key)
      try {
        await refuseLinks(root, key)
        await rm(path + unfinished, { force: true })
        await rm(path, { force: true })
      } catch (error) {
        const known = localError(error)
        if (!isMissing(known)) throw known
      }
    },
    async list({ after = '', limit }) {
      try {
        return await listFiles(root, { after, limit, skip: unfinished })
      } catch (error) {
        throw localError(error)
      }
    },
  }
}

async function write(
  path: string,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const handle = await open(path, writing, 0o600)
  try {
    for await (const chunk of body) {
      signal?.throwIfAborted()
      await writeAll(handle, chunk)
    }
    signal?.throwIfAborted()
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function writeAll(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    done += (await handle.write(chunk, done)).bytesWritten
  }
}

/** A new name is on disk only when its directory is. Windows syncs by itself and can't open one. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Directories that were made on the way. */
async function syncUpTo(top: string, path: string): Promise<void> {
  for (let above = dirname(path); above.startsWith(top); above = dirname(above)) {
    await syncDirectory(above)
    if (above === top) return
  }
}

/** The directories of a key must be directories: a link could lead anywhere. */
async function refuseLinks(root: string, key: string): Promise<void> {
  const parents = key.split('/').slice(0, -1)
  for (let depth = 1; depth <= parents.length; depth++) {
    const path = join(root, ...parents.slice(0, depth))
    const stats: Stats = await lstat(path)
    if (!stats.isDirectory()) throw new TypeError(`${path} is not a directory.`)
  }
}

function isMissing(error: unknown): boolean {
  return (error as { code?: string }).code === 'not_found'
}
