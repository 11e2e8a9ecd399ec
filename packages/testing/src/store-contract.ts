/** What a store of files owes the attachments plugin. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** A store as `@deskhand/plugin-attachments` describes it; this package does not depend on it. */
export interface ContractStore {
  put(
    key: string,
    body: AsyncIterable<Uint8Array>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<void>
  get(
    key: string,
    range?: { readonly start: number; readonly end: number },
  ): Promise<ReadableStream<Uint8Array>>
  delete(key: string): Promise<void>
  list(options: {
    readonly after?: string | undefined
    readonly limit: number
  }): Promise<readonly { key: string; size: number; modifiedAt: Date }[]>
}

export interface StoreContractOptions {
  /** As it is shown in the names of tests. */
  readonly name: string
  /** An empty store. */
  create(): Promise<ContractStore> | ContractStore
  /** Removes what `create` made. */
  dispose?(): Promise<void> | void
  /** Names of what unfinished uploads have left in the store's own place; for what `list` does not show. */
  leftovers?(): Promise<readonly string[]> | readonly string[]
  /** Bytes of a file that does not fit into one piece of this store. Default 12 MiB. */
  readonly largeBytes?: number
}

/**
 * Checks a store of files: bytes come back as they went in, whole or in part, a file is there whole
 * or not at all, and nothing is left of what failed. Call it in a test file of vitest.
 *
 * @example
 * describeStoreContract({ name: 'local disk', create: () => localDisk({ dir }) })
 */
export function describeStoreContract(options: StoreContractOptions): void {
  const { name, largeBytes = 12 * 1024 * 1024, leftovers = () => [] } = options
  const chunkBytes = 64 * 1024
  let store: ContractStore
  let count = 0
  const newKey = () => `contract/${String(count++).padStart(4, '0')}/blob-${count}`

  function bytes(length: number, seed = 1): Uint8Array {
    const made = new Uint8Array(length)
    for (let n = 0; n < length; n++) made[n] = n * 31 + seed * 7 + (n >> 8)
    return made
  }

  async function* inChunks(whole: Uint8Array, size = chunkBytes): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < whole.byteLength; at += size) yield whole.slice(at, at + size)
  }

  async function read(key: string, range?: { start: number; end: number }): Promise<Uint8Array> {
    return new Uint8Array(await new Response(await store.get(key, range)).arrayBuffer())
  }

  const isThere = async (key: string) => {
    const listed = await store.list({ limit: 1_000 })
    return listed.some((blob) => blob.key === key)
  }

  async function expectGone(key: string) {
    await expect(readWhole(key)).rejects.toMatchObject({ code: 'not_found' })
    expect(await isThere(key)).toBe(false)
    expect(await leftovers()).toEqual([])
  }
  const readWhole = async (key: string) => void (await read(key))

  describe(`the store ${name}`, () => {
    beforeAll(async () => {
      store = await options.create()
    })
    afterAll(() => options.dispose?.())

    it.each([0, 1, chunkBytes, 3 * chunkBytes + 5])('gives %i bytes back', async (length) => {
      const key = newKey()
      await store.put(key, inChunks(bytes(length)))
      expect(Buffer.compare(await read(key), bytes(length))).toBe(0)
    })

    it('gives a large file back, whatever the size of its chunks', async () => {
      const whole = bytes(largeBytes)
      for (const size of [chunkBytes, largeBytes, 1_000_003]) {
        const key = newKey()
        await store.put(key, inChunks(whole, size))
        expect(Buffer.compare(await read(key), whole)).toBe(0)
      }
      expect(await leftovers()).toEqual([])
    })

    it('keeps nothing of a chunk that its sender writes over', async () => {
      const key = newKey()
      async function* reused() {
        const chunk = new Uint8Array(1_000)
        for (let n = 1; n <= 3; n++) yield chunk.fill(n)
      }
      await store.put(key, reused())
      const got = await read(key)
      expect([got[0], got[1_000], got[2_000]]).toEqual([1, 2, 3])
    })

    it('gives a part, both ends inclusive', async () => {
      const key = newKey()
      const whole = bytes(200_000)
      await store.put(key, inChunks(whole))
      for (const [start, end] of [
        [0, 0],
        [5, 9],
        [65_535, 65_536],
        [199_999, 199_999],
        [0, 199_999],
      ] as const) {
        const part = await read(key, { start, end })
        expect(Buffer.compare(part, whole.slice(start, end + 1)), `${start}-${end}`).toBe(0)
      }
    })

    it('does not know what was never put, and deletes it without complaint', async () => {
      const key = newKey()
      await expectGone(key)
      await store.delete(key)
      await store.delete(key)
    })

    it('deletes', async () => {
      const key = newKey()
      await store.put(key, inChunks(bytes(10)))
      expect(await isThere(key)).toBe(true)
      await store.delete(key)
      await expectGone(key)
    })

    it.each([100, 11 * 1024 * 1024])(
      'leaves nothing when the body breaks off after %i bytes',
      async (length) => {
        const key = newKey()
        async function* broken() {
          yield* inChunks(bytes(length))
          throw new Error('The sender is gone.')
        }
        await expect(store.put(key, broken())).rejects.toThrow('The sender is gone.')
        await expectGone(key)
      },
    )

    it('leaves nothing when it is aborted', async () => {
      const key = newKey()
      const stop = new AbortController()
      async function* aborted() {
        yield* inChunks(bytes(6 * 1024 * 1024))
        stop.abort(new Error('Enough.'))
        yield* inChunks(bytes(6 * 1024 * 1024))
      }
      await expect(store.put(key, aborted(), { signal: stop.signal })).rejects.toThrow()
      await expectGone(key)
    })

    it('shows a file when it is finished, not before', async () => {
      const key = newKey()
      let early = true
      async function* watched() {
        yield* inChunks(bytes(6 * 1024 * 1024))
        early = await isThere(key)
        yield bytes(1)
      }
      await store.put(key, watched())
      expect([early, await isThere(key)]).toEqual([false, true])
    })

    it('asks for no more than it can store', async () => {
      const key = newKey()
      let ahead = 0
      let most = 0
      async function* counted() {
        for (let n = 0; n < 64; n++) {
          ahead += 1
          most = Math.max(most, ahead)
          yield bytes(chunkBytes)
          ahead -= 1
        }
      }
      await store.put(key, counted())
      expect(most).toBe(1)
    })

    it('stops reading when its stream is cancelled', async () => {
      const key = newKey()
      await store.put(key, inChunks(bytes(3 * 1024 * 1024)))
      const reader = (await store.get(key)).getReader()
      await reader.read()
      await reader.cancel()
      await store.delete(key)
      await expectGone(key)
    })

    it('lists in the order of keys, page by page', async () => {
      const keys = ['list/a', 'list/a-b', 'list/a/b', 'list/b/0', 'list/b/1', 'list/c'].toSorted()
      const nested = keys.filter((key) => key !== 'list/a')
      for (const key of nested.toReversed()) await store.put(key, inChunks(bytes(3)))
      const found: string[] = []
      let after = 'list'
      for (;;) {
        const page = await store.list({ after, limit: 2 })
        const here = page.filter(({ key }) => key.startsWith('list/'))
        found.push(...here.map(({ key }) => key))
        for (const { size, modifiedAt } of here) {
          expect(size).toBe(3)
          expect(modifiedAt).toBeInstanceOf(Date)
        }
        const last = page.at(-1)
        if (!last || here.length < page.length) break
        after = last.key
      }
      expect(found).toEqual(nested)
    })

    it('keeps many at once apart', async () => {
      const files = Array.from({ length: 12 }, (_, n) => ({
        key: newKey(),
        whole: bytes(200_000, n),
      }))
      await Promise.all(files.map(({ key, whole }) => store.put(key, inChunks(whole))))
      for (const { key, whole } of files) expect(Buffer.compare(await read(key), whole)).toBe(0)
    })

    it.each(['../x', '/etc/passwd', 'a/../../b', 'a//b', '', 'a\0b', 'A', 'a b', 'a'.repeat(300)])(
      'refuses the key %j',
      async (key) => {
        await expect(store.put(key, inChunks(bytes(1)))).rejects.toThrow()
        await expect(store.get(key)).rejects.toThrow()
        await expect(store.delete(key)).rejects.toThrow()
      },
    )
  })
}
