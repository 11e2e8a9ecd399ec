import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeStoreContract } from '@deskhand/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { filesIn } from '../../test/support/desk.ts'
import { localDisk } from './local-disk.ts'

const dir = mkdtempSync(join(tmpdir(), 'deskhand-disk-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const root = join(dir, 'files')
describeStoreContract({
  name: 'local disk',
  create: () => localDisk({ dir: root }),
  leftovers: () => filesIn(root).filter((name) => name.endsWith('.partial')),
})

async function* some(length = 10) {
  yield new Uint8Array(length)
}

describe('local disk', () => {
  it('is for its owner alone', async () => {
    const store = localDisk({ dir: join(dir, 'private') })
    await store.put('a/b', some())
    expect(statSync(join(dir, 'private/a')).mode & 0o777).toBe(0o700)
    expect(statSync(join(dir, 'private/a/b')).mode & 0o777).toBe(0o600)
  })

  it('follows no link out, neither of a directory nor of a file', async () => {
    const place = join(dir, 'links')
    const outside = join(dir, 'outside')
    mkdirSync(place)
    mkdirSync(outside)
    writeFileSync(join(outside, 'secret'), 'secret')
    symlinkSync(outside, join(place, 'a'))
    mkdirSync(join(place, 'b'))
    symlinkSync(join(outside, 'secret'), join(place, 'b/secret'))
    symlinkSync(join(outside, 'made'), join(place, 'b/new.partial'))
    const store = localDisk({ dir: place })
    await expect(store.get('a/secret')).rejects.toThrow(/not a directory/)
    await expect(store.get('b/secret')).rejects.toThrow(/not a file/)
    await expect(store.put('a/new', some())).rejects.toThrow(/not a directory/)
    await expect(store.put('b/new', some())).rejects.toMatchObject({ code: 'misconfigured' })
    await expect(store.delete('a/secret')).rejects.toThrow(/not a directory/)
    expect(filesIn(outside)).toEqual(['secret'])
    expect(await store.list({ limit: 10 })).toEqual([])
  })

  it('removes what a killed process left half-written', async () => {
    const place = join(dir, 'killed')
    mkdirSync(join(place, 'a'), { recursive: true })
    writeFileSync(join(place, 'a/b.partial'), 'half')
    const store = localDisk({ dir: place })
    expect(await store.list({ limit: 10 })).toEqual([])
    await store.delete('a/b')
    expect(filesIn(place)).toEqual([])
  })

  it('says that it may not be written to', async () => {
    const file = join(dir, 'a-file')
    writeFileSync(file, '')
    await expect(localDisk({ dir: file }).put('a/b', some())).rejects.toMatchObject({
      code: 'misconfigured',
    })
  })
})

const tmpfs = join(dir, 'tmpfs')
const whyNot = mountTmpfs()

describe.skipIf(whyNot)(`a full disk${whyNot ? ` (skipped: ${whyNot})` : ''}`, () => {
  afterAll(() => execFileSync('umount', [tmpfs]))

  it('is told as full, leaves nothing behind, and works again', async () => {
    const store = localDisk({ dir: tmpfs })
    await store.put('a/small', some(1_000))
    async function* tooMuch() {
      for (let n = 0; n < 40; n++) yield new Uint8Array(64 * 1024)
    }
    await expect(store.put('a/large', tooMuch())).rejects.toMatchObject({ code: 'full' })
    expect(filesIn(tmpfs)).toEqual(['small'])
    await store.put('a/next', some(1_000))
    expect((await store.list({ limit: 10 })).map(({ key }) => key)).toEqual(['a/next', 'a/small'])
  })
})

function mountTmpfs(): string | undefined {
  mkdirSync(tmpfs)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', tmpfs], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'a small file system can be mounted by root only'
  }
}
