import { afterEach, describe, expect, it } from 'vitest'
import { expectAccessible } from '../../test/support/axe.ts'
import { openDesk } from '../../test/support/desk.ts'
import { expectReflow } from '../../test/support/layout.ts'
import { html, mount } from '../../test/support/mount.ts'
import '../define/deskhand-rich-text.ts'

const desk = await openDesk()
const ada = desk.client('ada')

declare global {
  interface Window {
    hacked?: unknown
  }
}

afterEach(() => {
  delete window.hacked
})

const shown = async (text: string) => {
  const page = await mount(html`<deskhand-rich-text .html=${text}></deskhand-rich-text>`)
  const root = page.query('.text') as HTMLElement
  await expect.poll(() => root.ariaBusy).toBe(null)
  return { page, root }
}

describe('deskhand-rich-text', () => {
  it('shows all that the server lets through', async () => {
    const description = `# Heading

A **bold** word, *emphasis*, ~~struck~~, \`code\` and [a link](https://example.com "title").

> quoted

3. third
4. fourth

| a | b |
| --- | --- |
| 1 | ${'long '.repeat(60)} |

\`\`\`
${'wide '.repeat(60)}
\`\`\`

---
مرحبا
broken line`
    const { descriptionHtml } = await ada.tickets.create({ subject: 'x', description })
    const { page, root } = await shown(descriptionHtml)
    const tags = [...root.querySelectorAll(':not(.scroll)')].map(({ localName }) => localName)
    expect([...new Set(tags)].sort()).toEqual([
      ...['a', 'blockquote', 'br', 'code', 'em', 'h1', 'hr', 'li', 'ol', 'p', 'pre', 's', 'strong'],
      ...['table', 'tbody', 'td', 'th', 'thead', 'tr'],
    ])
    expect(root.querySelector('ol')?.start).toBe(3)
    expect(root.querySelector('a')).toMatchObject({ target: '_blank', title: 'title' })
    expect(root.querySelector('a')?.rel).toBe('noopener noreferrer nofollow ugc')
    expect(root.querySelector<HTMLElement>('pre')?.tabIndex).toBe(0)
    await expectAccessible(page)
    await expectReflow(page)
  })

  it('shows the structure that a mail may have besides', async () => {
    const { root } = await shown(
      '<div>one</div><div>two <span>three</span> <u>four</u></div>' +
        '<table><tbody><tr><td colspan="2" rowspan="3">five</td></tr></tbody></table>',
    )
    const tags = [...root.querySelectorAll(':not(.scroll)')].map(({ localName }) => localName)
    expect(tags).toEqual(['div', 'div', 'span', 'u', 'table', 'tbody', 'tr', 'td'])
    expect(root.querySelector('td')).toMatchObject({ colSpan: 2, rowSpan: 3 })
  })

  it.each([
    '<img src=x onerror="hacked = 1">',
    '<script>hacked = 1</script>',
    '<svg onload="hacked = 1"><a href="javascript:hacked=1">x</a></svg>',
    '<a href="javascript:hacked=1">click</a><a href="data:text/html,x">data</a>',
    '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
    '<style>:host { display: none }</style><p style="position:fixed;inset:0">cover</p>',
    '<form action="https://evil.example"><input name="password"><button>Log in</button></form>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=hacked=1&gt;">',
    '<p id="provider" name="client" class="notice">clobber</p><deskhand-provider></deskhand-provider>',
    '<a href="//evil.example/x">relative</a><a href=" java\nscript:hacked=1">spaced</a>',
  ])('lets nothing through that could run, load, cover or lie: %s', async (text) => {
    const { root } = await shown(`<p>before</p>${text}<p>after</p>`)
    expect(root.textContent).toContain('before')
    for (const link of root.querySelectorAll('a')) link.click()
    await new Promise(requestAnimationFrame)
    expect(window.hacked).toBeUndefined()
    const forbidden =
      'script, img, svg, iframe, style, form, input, button, math, deskhand-provider'
    expect(root.querySelectorAll(forbidden)).toHaveLength(0)
    const attributes = [...root.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())
    expect(attributes.filter((name) => !['href', 'target', 'rel', 'title'].includes(name))).toEqual(
      [],
    )
    for (const { href } of root.querySelectorAll<HTMLAnchorElement>('a[href]')) {
      expect(href).toMatch(/^(?:https?|mailto|tel):/)
    }
    expect(root.querySelector('a[href*="evil.example"]')).toBeNull()
  })

  it('shows the latest of several texts', async () => {
    const { page, root } = await shown('<p>one</p>')
    const element = page.find('deskhand-rich-text')
    element.html = '<p>two</p>'
    await element.updateComplete
    element.html = '<p>three</p>'
    await expect.poll(() => root.textContent).toBe('three')
  })
})
