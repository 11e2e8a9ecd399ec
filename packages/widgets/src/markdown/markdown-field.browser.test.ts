import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { forceColours } from '../../test/support/axe.ts'
import { html, type Mounted, mount } from '../../test/support/mount.ts'
import '../define/deskhand-markdown-field.ts'

async function focusText(): Promise<Mounted> {
  const page = await mount(html`<deskhand-markdown-field label="Text"></deskhand-markdown-field>`)
  await userEvent.tab()
  expect(textareaOf(page).matches(':focus-visible')).toBe(true)
  return page
}

function textareaOf(page: Mounted): HTMLTextAreaElement {
  return page.query('textarea') as HTMLTextAreaElement
}

const ringed = (page: Mounted) =>
  page
    .queryAll('*')
    .filter((element) => getComputedStyle(element).outlineStyle !== 'none')
    .map(({ className, localName }) => className || localName)

describe('deskhand-markdown-field', () => {
  it('has one ring around all of it while somebody writes', async () => {
    const page = await focusText()
    expect(ringed(page)).toEqual(['box'])
    await forceColours()
    expect(ringed(page)).toEqual(['box'])
  })

  it('is taller and can be made so by hand in browsers where it does not grow', async () => {
    const page = await focusText()
    const textarea = textareaOf(page)
    expect(getComputedStyle(textarea).resize).toBe('none')
    const before = textarea.offsetHeight
    const root = textarea.getRootNode() as ShadowRoot
    const rules = root.adoptedStyleSheets
      .flatMap(({ cssRules }) => [...cssRules])
      .filter((rule) => rule instanceof CSSSupportsRule)
      .filter(({ conditionText }) => conditionText === 'not (field-sizing: content)')
      .flatMap(({ cssRules }) => [...cssRules])
    const fallback = new CSSStyleSheet()
    for (const { cssText } of rules) fallback.insertRule(cssText)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, fallback]
    expect(getComputedStyle(textarea).resize).toBe('vertical')
    expect(textarea.offsetHeight).toBeGreaterThan(before)
  })
})
