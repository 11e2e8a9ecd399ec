/** Every element on a page with a strict policy, and taken off pages again without a trace. */
import { describe, expect, it } from 'vitest'
import '../../src/all.ts'
import { expectNoLeak, expectNoLeakOfPages } from '../support/leaks.ts'
import { visitStrictPage } from '../support/strict-page.ts'
import { openExhibits } from './exhibits.ts'

/** As its documentation says, to tell when there are several copies of it. */
const ofLit = /^(?:lit\w+|reactiveElementVersions)$/

const { desk, exhibits } = await openExhibits()

describe.each(Object.entries(exhibits))('%s', (tag, { person = 'grace', ...exhibit }) => {
  it('needs nothing that a strict policy forbids, and adds nothing to the window', async () => {
    const { problems, globals } = await visitStrictPage({ desk, person, ...exhibit.strict })
    expect(problems).toEqual([])
    expect(globals.filter((name) => !ofLit.test(name))).toEqual([])
  })

  it('leaves nothing behind when it is put on a page and taken off 200 times', async () => {
    const options = { client: desk.client(person), ...exhibit.options }
    if (tag === 'deskhand-provider') await expectNoLeakOfPages(exhibit.template, options)
    else await expectNoLeak(exhibit.template, options, exhibit.shows)
  })
})
