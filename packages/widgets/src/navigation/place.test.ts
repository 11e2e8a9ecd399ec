import { describe, expect, it } from 'vitest'
import { readPlace, writePlace } from './place.ts'

describe('the place of a composition in the address', () => {
  it('is read as it was written, beside what belongs to others', () => {
    const place = { view: 'unassigned', ticketId: 'a b&c' }
    const search = writePlace('?theme=dark', '', place)
    expect(search).toBe('?theme=dark&view=unassigned&ticket=a+b%26c')
    expect(readPlace(search, '')).toEqual(place)
  })

  it('keeps two compositions of a page apart', () => {
    const one = writePlace('', 'desk', { view: 'open', ticketId: '1' })
    const both = writePlace(one, 'mine', { view: '', ticketId: '2' })
    expect(both).toBe('?desk.view=open&desk.ticket=1&mine.ticket=2')
    expect(readPlace(both, 'desk')).toEqual({ view: 'open', ticketId: '1' })
    expect(readPlace(both, 'mine')).toEqual({ view: '', ticketId: '2' })
  })

  it('keeps the filters of the list while its view is the same', () => {
    const search = '?view=open&list.status[]=open&status[]=closed'
    expect(writePlace(search, '', { view: 'open', ticketId: '1' })).toBe(
      '?view=open&list.status[]=open&status[]=closed&ticket=1',
    )
    expect(writePlace(search, '', { view: 'unassigned', ticketId: '' })).toBe(
      '?view=unassigned&status[]=closed',
    )
  })

  it('writes nothing for the first place', () => {
    expect(writePlace('?view=new', '', { view: '', ticketId: '' })).toBe('')
  })
})
