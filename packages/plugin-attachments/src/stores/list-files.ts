import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredBlob } from './port.ts'

export interface ListFilesOptions {
  readonly after: string
  readonly limit: number
  /** The ending of names that are left out. */
  readonly skip: string
}

/** Files below `root` in the byte order of their paths. Looks into no directory that lies before `after`. */
export async function listFiles(
  root: string,
  { after, limit, skip }: ListFilesOptions,
): Promise<StoredBlob[]> {
  const found: StoredBlob[] = []

  async function walk(prefix: string): Promise<void> {
    const entries = await entriesOf(join(root, prefix))
    // A directory stands for keys that go on with a slash, so it is sorted as if its name ended so.
    const sortable = entries.map((entry) => ({
      entry,
      key: prefix + entry.name + (entry.isDirectory() ? '/' : ''),
    }))
    for (const { entry, key } of sortable.sort((a, b) => (a.key < b.key ? -1 : 1))) {
      if (found.length >= limit) return
      if (entry.isDirectory()) {
        if (key > after || after.startsWith(key)) await walk(key)
      } else if (entry.isFile() && key > after && !key.endsWith(skip)) {
        const stats = await lstat(join(root, key)).catch(() => null)
        if (stats) found.push({ key, size: stats.size, modifiedAt: stats.mtime })
      }
    }
  }

  await walk('')
  return found
}

async function entriesOf(path: string) {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    // It was not made yet, or removed just now.
    if ((error as { code?: string }).code === 'ENOENT') return []
    throw error
  }
}
