/** A preview as the server will render it. Nothing here is trusted: show it by `<deskhand-rich-text>`. */

type Render = (source: string) => string

let loading: Promise<Render> | undefined

/** Loads the renderer when it is asked for, once. */
export function loadRenderer(): Promise<Render> {
  loading ??= import('markdown-it').then(({ default: MarkdownIt }) => {
    const markdown = new MarkdownIt({ html: false, breaks: true, linkify: true, maxNesting: 20 })
    return (source) => markdown.render(source)
  })
  loading.catch(() => {
    loading = undefined
  })
  return loading
}
