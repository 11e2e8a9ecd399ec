export type ElementLoaders = Readonly<Record<string, () => Promise<unknown>>>

/**
 * Loads elements when they appear in the document, now or later. Elements inside of shadow trees are
 * loaded by those who put them there. `first` is loaded as soon as there is any.
 */
export function loadElements(loaders: ElementLoaders, first: () => Promise<unknown>): () => void {
  if (typeof document === 'undefined') return () => {}
  const waiting = new Map(Object.entries(loaders))
  const selector = [...waiting.keys(), 'deskhand-provider'].join()

  function look(root: Element | Document): void {
    const found = [...root.querySelectorAll(selector)]
    if (root instanceof Element && root.matches(selector)) found.push(root)
    for (const { localName } of found) void load(localName)
  }

  async function load(tag: string): Promise<void> {
    const loader = waiting.get(tag)
    waiting.delete(tag)
    try {
      await first()
      await loader?.()
    } catch (error) {
      // Perhaps the network is away: the next one that appears is another try.
      if (loader) waiting.set(tag, loader)
      console.error(`<${tag}> could not be loaded.`, error)
    }
  }

  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element) look(node)
    }
  })
  observer.observe(document, { childList: true, subtree: true })
  look(document)
  return () => observer.disconnect()
}
