/** Anything that can be registered; ours carry their version. */
type Registrable = CustomElementConstructor & { readonly version?: string }

/**
 * Registers a custom element, once. A second copy of this package, perhaps of another version, is left
 * out with a warning, because the names of custom elements are global. Does nothing without a DOM.
 */
export function defineElement(tag: string, element: Registrable): void {
  if (typeof customElements === 'undefined') return
  const first: Registrable | undefined = customElements.get(tag)
  if (first === element) return
  if (first === undefined) {
    customElements.define(tag, element)
    return
  }
  console.warn(
    `<${tag}> is registered already, by version ${first.version ?? 'unknown'}; version ${
      element.version ?? 'unknown'
    } is left out. Load @deskhand/widgets once.`,
  )
}
