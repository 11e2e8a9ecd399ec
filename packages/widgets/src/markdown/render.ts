/** A preview as the server will render it. Nothing here is trusted: show it by `<deskhand-rich-text>`. */

type Render = (source: string) => string

let loading: Promise<Render> | undefined

/** Loads the renderer when it is asked for, once. */
export function loadRenderer(): Promise<Render> {
  loading ??= Promise.all([import('markdown-it'), import('@deskhand/core/markdown')]).then(
    ([{ default: MarkdownIt }, { createRenderer }]) => createRenderer(MarkdownIt),
  )
  loading.catch(() => {
    loading = undefined
  })
  return loading
}
