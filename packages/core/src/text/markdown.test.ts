import { describe, expect, it } from 'vitest'
import { busyMs } from '../../test/support/busy.ts'
import { renderMarkdown } from './markdown.ts'

describe('renderMarkdown', () => {
  it('renders what people write in tickets', () => {
    expect(renderMarkdown('**Hi**\nthere\n\n- one\n- two')).toBe(
      '<p><strong>Hi</strong><br />\nthere</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
    )
    expect(renderMarkdown('`a < b`')).toBe('<p><code>a &lt; b</code></p>')
  })

  it('marks links as foreign', () => {
    expect(renderMarkdown('[site](https://example.com/?a=1&b=2)')).toBe(
      '<p><a href="https://example.com/?a=1&amp;b=2" rel="nofollow noopener noreferrer ugc">site</a></p>',
    )
  })

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<p style="position:fixed">x</p>',
    '<iframe src="https://example.com"></iframe>',
    '![x](https://example.com/pixel.png)',
    '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
    '<a href="https://example.com" onclick="alert(1)">x</a>',
    '[x](//evil.example)',
  ])('takes the sting out of %s', (source) => {
    const tags = renderMarkdown(source).match(/<[^>]*>/g) ?? []
    for (const tag of tags) {
      expect(tag).toMatch(/^<\/?(p|code|br)>$|^<\/?a( href="https?:\/\/[^"]*")?( rel="[^"]*")?>$/)
    }
  })

  it('shows raw HTML as the text it is', () => {
    expect(renderMarkdown('a <b>bold</b> claim')).toBe('<p>a &lt;b&gt;bold&lt;/b&gt; claim</p>')
  })

  it('renders tables, and leaves those beyond 5 000 cells in all as text', () => {
    const table = (columns: number, rows: number, row = `|${'a|'.repeat(columns)}`) =>
      [`|${'a|'.repeat(columns)}`, `|${'-|'.repeat(columns)}`, ...Array(rows).fill(row)].join('\n')
    const cells = (source: string) => renderMarkdown(source).match(/<t[dh]>/g)?.length ?? 0
    expect(cells(table(8, 300))).toBe(8 * 301)
    expect(cells(table(100, 400, '|a'))).toBe(0)
    const hundred = Array<string>(100)
      .fill(table(40, 40, '|a'))
      .join('\n\n')
    expect(cells(hundred)).toBeLessThanOrEqual(5_000)
    expect(cells(hundred)).toBeGreaterThan(1_000)
    expect(cells(`> ${table(3, 2).replaceAll('\n', '\n> ')}`)).toBe(9)
    expect(cells(Array<string>(2_000).fill('|a\n|-').join('\n'))).toBeLessThanOrEqual(5_000)
  })

  it('survives deep nesting quickly', () => {
    const started = busyMs()
    const html = renderMarkdown(`${'> '.repeat(5_000)}deep`)
    expect(html).toMatch(/^(<blockquote>\n?)+/)
    renderMarkdown('<div>'.repeat(10_000))
    renderMarkdown('['.repeat(30_000))
    renderMarkdown('*a_'.repeat(20_000))
    expect(busyMs() - started).toBeLessThan(15_000)
  })
})

describe('a text that would grow', () => {
  const longest = 65_536
  const fill = (piece: string, start = '') =>
    (start + piece.repeat(Math.ceil(longest / piece.length))).slice(0, longest)

  it.each<[string, string]>([
    ['one long definition, used many times', fill('[a]', `[a]: /${'x'.repeat(32_000)}\n\n`)],
    ['one long title, used many times', fill('[a]', `[a]: / "${'x'.repeat(32_000)}"\n\n`)],
    ['long definitions of images', fill('![a]', `[a]: /${'x'.repeat(32_000)}\n\n`)],
    ['bare links', fill('a.co ')],
    ['short links', fill('[](a)')],
    ['addresses', fill('<a:>')],
    ['ampersands', fill('&')],
    ['quotes', fill('"')],
    ['entities', fill('&lt;')],
    ['empty items', fill('-\n')],
    ['nested items', fill('- - - - - - - - - - \n')],
    ['quotations', fill('> ')],
    ['headings', fill('#\n')],
    ['rules', fill('***\n')],
    ['line breaks', fill('a\n')],
    ['emphasis', fill('*a*')],
    ['nested emphasis', fill('*a_')],
    ['code', fill('`a`')],
    ['open brackets', fill('[')],
    ['brackets and parentheses', fill('[](')],
    ['backticks', Array.from({ length: 360 }, (_, n) => '`'.repeat(n)).join(' ')],
    ['open angles', fill('<')],
    ['tables', fill('|', '|a\n|-\n')],
  ])('is bounded: %s', (_, source) => {
    const { length } = renderMarkdown(source)
    expect(length).toBeLessThan(1_500_000)
  })

  it('keeps the links by reference of an honest text', () => {
    const source = `${'See [the guide]. '.repeat(500)}\n\n[the guide]: https://docs.example/guide "Guide"`
    expect(renderMarkdown(source).match(/<a href="https:\/\/docs\.example\/guide"/g)).toHaveLength(
      500,
    )
  })

  it('shows references beyond the limit as text', () => {
    const html = renderMarkdown(`[a]: https://a.example/${'x'.repeat(60_000)}\n\n[a] [a]`)
    expect(html.match(/<a /g)).toHaveLength(1)
    expect(html).toMatch(/ \[a\]<\/p>$/)
  })

  it('is plain text where its HTML would be too long', () => {
    const html = renderMarkdown(`${fill('a.co ').slice(0, -10)}\n<b>&`)
    expect(html).toMatch(/^<p>a\.co a\.co /)
    expect(html).toMatch(/<br \/>\n&lt;b&gt;&amp;<\/p>$/)
  })

  it.each(['__proto__', 'constructor', 'toString'])('has no definition named %s', (name) => {
    expect(renderMarkdown(`[${name}]`)).toBe(
      `<p>${name === '__proto__' ? '[<strong>proto</strong>]' : `[${name}]`}</p>`,
    )
    expect(renderMarkdown(`[${name}][]\n\n[${name}]: https://a.example`)).toContain('<a href')
  })
})
