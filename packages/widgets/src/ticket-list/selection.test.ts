import { describe, expect, it, vi } from 'vitest'
import { Selection } from './selection.ts'

const shown = ['a', 'b', 'c', 'd', 'e']

describe('a selection', () => {
  it('is changed one by one and told of each change', () => {
    const onChange = vi.fn()
    const selection = new Selection(onChange)
    selection.toggle('b')
    selection.toggle('a')
    selection.toggle('b')
    expect(selection.ids).toEqual(['a'])
    expect(onChange).toHaveBeenCalledTimes(3)
    selection.clear()
    selection.clear()
    expect(onChange).toHaveBeenCalledTimes(4)
  })

  it('extends from the last click, in both directions, and takes off again', () => {
    const selection = new Selection(() => {})
    selection.toggle('d')
    selection.extend('b', shown)
    expect(selection.ids.toSorted()).toEqual(['b', 'c', 'd'])
    selection.extend('c', shown)
    expect(selection.ids).toEqual(['d'])
  })

  it('has nothing to extend from when the row of the last click is gone', () => {
    const selection = new Selection(() => {})
    selection.toggle('z')
    selection.extend('b', shown)
    expect(selection.ids).toEqual(['z', 'b'])
    selection.retain(shown)
    expect(selection.ids).toEqual(['b'])
  })
})
