/**
 * Opens a `<dialog>` as modal. Escape, a click on the backdrop and `<form method="dialog">` close it; the
 * focus then goes back to where it was. Resolves with the dialog's `returnValue`, empty when it was
 * cancelled.
 */
export function openDialog(dialog: HTMLDialogElement): Promise<string> {
  const before = focusedElement()
  dialog.returnValue = ''
  dialog.showModal()
  const listening = new AbortController()
  const { signal } = listening
  let isPressedOutside = false
  const isOutside = (event: MouseEvent) => event.target === dialog && !isInside(event, dialog)
  dialog.addEventListener(
    'pointerdown',
    (event) => {
      isPressedOutside = isOutside(event)
    },
    { signal },
  )
  dialog.addEventListener(
    'click',
    (event) => {
      if (isPressedOutside && isOutside(event)) dialog.close()
    },
    { signal },
  )
  return new Promise((resolve) => {
    dialog.addEventListener(
      'close',
      () => {
        listening.abort()
        if (before?.isConnected && focusedElement() !== before) before.focus()
        resolve(dialog.returnValue)
      },
      { once: true },
    )
  })
}

function isInside({ clientX, clientY }: MouseEvent, dialog: HTMLDialogElement): boolean {
  const { left, right, top, bottom } = dialog.getBoundingClientRect()
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
}

/** The element that has the focus, inside of whatever shadow tree. */
export function focusedElement(): HTMLElement | undefined {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
  return focused instanceof HTMLElement && focused !== document.body ? focused : undefined
}
