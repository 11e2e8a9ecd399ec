/** Keeps what a person reads or writes where it is while something above it grows. */

/** In these many frames the texts of messages find their height. */
const framesToSettle = 3

/** Remembers where an element is; call the answer when the page has changed. */
export function holdPosition(element: Element): () => void {
  const before = element.getBoundingClientRect().top
  const moveBack = (frames: number) => {
    if (!element.isConnected || frames === 0) return
    const moved = element.getBoundingClientRect().top - before
    if (Math.abs(moved) >= 1) scrollerOf(element).scrollBy({ top: moved, behavior: 'instant' })
    requestAnimationFrame(() => moveBack(frames - 1))
  }
  return () => requestAnimationFrame(() => moveBack(framesToSettle))
}

function scrollerOf(element: Element): Element {
  for (let parent = parentOf(element); parent; parent = parentOf(parent)) {
    const { overflowY } = getComputedStyle(parent)
    const isScroller = overflowY === 'auto' || overflowY === 'scroll'
    if (isScroller && parent.scrollHeight > parent.clientHeight) return parent
  }
  return document.scrollingElement ?? document.documentElement
}

/** In the tree as it is laid out. */
function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot
  const root = element.getRootNode()
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
}
