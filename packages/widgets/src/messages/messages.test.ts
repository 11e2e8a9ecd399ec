import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMessageBoard, type MessageBoard } from './messages.ts'

let board: MessageBoard
let changes: number

beforeEach(() => {
  vi.useFakeTimers()
  changes = 0
  board = createMessageBoard(() => {
    changes += 1
  })
})
afterEach(() => vi.useRealTimers())

const shown = () => board.toasts.map(({ text }) => text)

describe('what is said', () => {
  it('of many in a row is the first and the last', () => {
    for (const text of ['one', 'two', 'three']) board.say(text)
    expect(board.spoken).toBe('one')
    vi.advanceTimersByTime(700)
    expect(board.spoken).toBe('three')
    vi.advanceTimersByTime(700)
    expect(changes).toBe(2)
  })

  it('twice is a change each time', () => {
    board.say('Saved')
    vi.advanceTimersByTime(700)
    board.say('Saved')
    expect(board.spoken.trim()).toBe('Saved')
    expect(board.spoken).not.toBe('Saved')
  })
})

describe('toasts', () => {
  it('go after a while, one after the other', () => {
    board.toast({ text: 'one' })
    vi.advanceTimersByTime(3_000)
    board.toast({ text: 'two' })
    vi.advanceTimersByTime(6_000)
    expect(shown()).toEqual(['two'])
    vi.advanceTimersByTime(6_000)
    expect(shown()).toEqual([])
  })

  it('that tell of a failure stay until they are dismissed', () => {
    board.toast({ text: 'failed', tone: 'danger' })
    board.toast({ text: 'fine' })
    vi.advanceTimersByTime(60_000)
    expect(shown()).toEqual(['failed'])
    board.dismiss(board.toasts[0]?.id ?? 0)
    expect(shown()).toEqual([])
  })

  it('are said as well', () => {
    board.toast({ text: 'Sent' })
    expect(board.spoken).toBe('Sent')
  })

  it('wait while somebody reads them, and never fill the page', () => {
    for (const text of ['one', 'two', 'three', 'four']) board.toast({ text })
    expect(shown()).toEqual(['two', 'three', 'four'])
    board.hold(true)
    vi.advanceTimersByTime(60_000)
    expect(shown()).toHaveLength(3)
    board.hold(false)
    vi.advanceTimersByTime(6_000)
    expect(shown()).toEqual(['three', 'four'])
  })

  it('are gone with the person', () => {
    board.say('one')
    board.say('secret')
    board.toast({ text: 'secret', tone: 'danger' })
    board.clear()
    vi.advanceTimersByTime(60_000)
    expect([board.spoken, shown()]).toEqual(['', []])
  })
})
