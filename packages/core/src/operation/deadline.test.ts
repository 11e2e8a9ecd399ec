import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { withDeadline } from './deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  abandon.mockReset()
})

const abandon = vi.fn()
const storage = { abandon }

const never = () => new Promise<never>(() => {})

describe('the deadline of a hook', () => {
  it('is 5 seconds', async () => {
    let outcome: unknown = 'pending'
    const ended = withDeadline(storage, 'before x', never).catch((error) => {
      outcome = error
    })
    await vi.advanceTimersByTimeAsync(4_999)
    expect(outcome).toBe('pending')
    await vi.advanceTimersByTimeAsync(1)
    await ended
    expect(abandon).toHaveBeenCalledExactlyOnceWith(outcome)
    expect(outcome).toMatchObject({
      code: 'hook_timeout',
      status: 500,
      message: expect.stringContaining('"before x" took over 5000 ms'),
    })
  })

  it('holds for a statement that the hook returns without awaiting it', async () => {
    const then = vi.fn()
    const ended = withDeadline(storage, 'after x', () => ({ then })).catch((error) => error)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(then).toHaveBeenCalled()
    expect(await ended).toMatchObject({ code: 'hook_timeout' })
  })

  it('leaves no timer behind', async () => {
    expect(await withDeadline(storage, 'x', async () => 'value')).toBe('value')
    const failing = async () => {
      throw new Error('broken')
    }
    await expect(withDeadline(storage, 'x', failing)).rejects.toThrow('broken')
    expect(await withDeadline(storage, 'x', () => 'at once')).toBe('at once')
    expect(vi.getTimerCount()).toBe(0)
  })
})
