import { HelpdeskApiError } from '@deskhand/core/client'
import type { Attachment } from '@deskhand/plugin-attachments/client'
import { describe, expect, it, vi } from 'vitest'
import { UploadQueue, type UploadQueueOptions, type UploadTransport } from './upload-queue.ts'

const facts = { fileBytes: 10, filesAtOnce: 4, extensions: ['txt', 'png'], isScanned: true }

function fileOf(name: string, content = 'x'): File {
  return new File([content], name)
}

interface Running {
  readonly name: string
  readonly key: string
  readonly signal: AbortSignal
  progress(bytes: number): void
  finish(state?: Attachment['state']): void
  fail(error: unknown): void
}

/** A server that finishes uploads when it is told to. */
function open(options: Partial<UploadQueueOptions> = {}) {
  const running: Running[] = []
  const discarded: string[] = []
  const states = new Map<string, Attachment['state']>()
  const transport: UploadTransport = {
    upload: ({ name, onProgress }, { signal, idempotencyKey }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason))
        running.push({
          name,
          key: idempotencyKey,
          signal,
          progress: onProgress,
          finish: (state = 'clean') => resolve({ id: `id-${name}`, name, state } as Attachment),
          fail: reject,
        })
      }),
    draft: async ({ attachmentId }) =>
      ({ id: attachmentId, state: states.get(attachmentId) ?? 'pending' }) as Attachment,
    discard: async ({ attachmentId }) => void discarded.push(attachmentId),
  }
  const onChange = vi.fn()
  const queue = new UploadQueue({
    transport,
    facts,
    onChange,
    pause: () => new Promise((resolve) => setTimeout(resolve, 1)),
    ...options,
  })
  const statuses = () => queue.uploads.map(({ status }) => status)
  return { queue, running, discarded, states, onChange, statuses }
}

describe('an upload queue', () => {
  it('uploads three at a time and tells how far they are', async () => {
    const { queue, running, statuses } = open()
    queue.add(['a.txt', 'b.txt', 'c.txt', 'd.txt'].map((name) => fileOf(name, '1234')))
    expect(statuses()).toEqual(['uploading', 'uploading', 'uploading', 'waiting'])
    expect(queue.isUploading).toBe(true)
    running[0]?.progress(1)
    expect(queue.uploads[0]?.progress).toBe(0.25)
    running[1]?.finish()
    await expect.poll(() => running).toHaveLength(4)
    for (const one of running) one.finish()
    await expect.poll(() => queue.isUploading).toBe(false)
    expect(queue.attachmentIds).toEqual(['id-a.txt', 'id-b.txt', 'id-c.txt', 'id-d.txt'])
  })

  it('refuses beforehand what the server would refuse', () => {
    const { queue, running } = open()
    queue.add([fileOf('a.exe'), fileOf('b.txt', ''), fileOf('c.png', 'x'.repeat(11)), fileOf('d')])
    expect(queue.uploads.map(({ status, fault }) => [status, fault])).toEqual([
      ['refused', 'wrongType'],
      ['refused', 'empty'],
      ['refused', 'tooLarge'],
      ['uploading', undefined],
    ])
    queue.add([1, 2, 3, 4].map((number) => fileOf(`${number}.txt`)))
    expect(queue.uploads.at(-1)).toMatchObject({ status: 'refused', fault: 'tooMany' })
    expect(running).toHaveLength(3)
  })

  it('tries again under the same key, and not what was refused for good', async () => {
    const { queue, running, statuses } = open()
    queue.add([fileOf('a.txt'), fileOf('b.txt')])
    running[0]?.fail(new TypeError('The network is away.'))
    running[1]?.fail(new HelpdeskApiError(415, { code: 'file_type_refused' }))
    await expect.poll(() => statuses()).toEqual(['failed', 'refused'])
    for (const { id } of queue.uploads) queue.retry(id)
    expect(statuses()).toEqual(['uploading', 'refused'])
    expect(running.map(({ name }) => name)).toEqual(['a.txt', 'b.txt', 'a.txt'])
    expect(running[2]?.key).toBe(running[0]?.key)
    running[2]?.finish()
    await expect.poll(() => queue.attachmentIds).toEqual(['id-a.txt'])
  })

  it('cancels, and discards what the server has already', async () => {
    const { queue, running, discarded } = open()
    queue.add([fileOf('a.txt'), fileOf('b.txt')])
    const [a, b] = queue.uploads
    running[1]?.finish()
    await expect.poll(() => queue.attachmentIds).toEqual(['id-b.txt'])
    queue.remove(a?.id ?? '')
    queue.remove(b?.id ?? '')
    expect(running[0]?.signal.aborted).toBe(true)
    expect(queue.uploads).toEqual([])
    expect(discarded).toEqual(['id-b.txt'])
  })

  it('waits for the scanner, and sends nothing that it holds back', async () => {
    const { queue, running, states, statuses } = open()
    queue.add([fileOf('a.txt'), fileOf('b.txt')])
    for (const one of running) one.finish('pending')
    await expect.poll(() => statuses()).toEqual(['checking', 'checking'])
    expect(queue.attachmentIds).toHaveLength(2)
    states.set('id-a.txt', 'infected').set('id-b.txt', 'clean')
    await expect.poll(() => statuses()).toEqual(['quarantined', 'ready'])
    expect(queue.attachmentIds).toEqual(['id-b.txt'])
  })

  it('forgets what was sent without discarding it', async () => {
    const { queue, running, discarded, onChange } = open()
    queue.add([fileOf('a.txt')])
    running[0]?.finish()
    await expect.poll(() => queue.attachmentIds).toHaveLength(1)
    queue.clear()
    expect(queue.uploads).toEqual([])
    expect(discarded).toEqual([])
    onChange.mockClear()
    queue.add([fileOf('b.txt')])
    queue.end()
    running[1]?.finish()
    await Promise.resolve()
    expect(onChange).toHaveBeenCalledTimes(1)
  })
})
