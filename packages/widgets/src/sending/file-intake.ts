import type { ReactiveController, ReactiveControllerHost } from 'lit'

type FileHandler = (files: readonly File[]) => void

/** Files that are pasted or dropped into an element, for whoever has asked for them. */
export class FileIntake implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #handlers = new Set<FileHandler>()
  /** How many nested elements the pointer has entered and not left. */
  #depth = 0

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host
    host.addController(this)
  }

  /** Whether files hover over the element, and somebody wants them. */
  get isOver(): boolean {
    return this.#depth > 0
  }

  /** Returns a function that ends it. */
  readonly onFiles = (handler: FileHandler): (() => void) => {
    this.#handlers.add(handler)
    return () => this.#handlers.delete(handler)
  }

  hostConnected(): void {
    for (const [type, listener] of this.#listeners) this.#host.addEventListener(type, listener)
  }

  hostDisconnected(): void {
    for (const [type, listener] of this.#listeners) this.#host.removeEventListener(type, listener)
    this.#depth = 0
  }

  readonly #listeners: readonly (readonly [string, (event: Event) => void])[] = [
    ['dragenter', (event) => this.#drag(event as DragEvent, 1)],
    ['dragleave', (event) => this.#drag(event as DragEvent, -1)],
    ['dragover', (event) => this.#allow(event as DragEvent)],
    ['drop', (event) => this.#drop(event as DragEvent)],
    ['paste', (event) => this.#paste(event as ClipboardEvent)],
  ]

  #drag(event: DragEvent, step: number): void {
    if (!this.#takes(event.dataTransfer)) return
    event.preventDefault()
    this.#depth = Math.max(0, this.#depth + step)
    this.#host.requestUpdate()
  }

  #allow(event: DragEvent): void {
    if (!this.#takes(event.dataTransfer)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
  }

  #drop(event: DragEvent): void {
    if (!this.#takes(event.dataTransfer)) return
    event.preventDefault()
    this.#depth = 0
    this.#give(event.dataTransfer)
    this.#host.requestUpdate()
  }

  /** A copied table or text also comes as a picture: then the text is meant. */
  #paste(event: ClipboardEvent): void {
    const { clipboardData } = event
    if (!this.#takes(clipboardData) || clipboardData?.types.includes('text/plain')) return
    event.preventDefault()
    this.#give(clipboardData)
  }

  #takes(data: DataTransfer | null): boolean {
    return this.#handlers.size > 0 && (data?.types.includes('Files') ?? false)
  }

  #give(data: DataTransfer | null): void {
    const files = [...(data?.files ?? [])]
    if (files.length > 0) for (const handler of this.#handlers) handler(files)
  }
}
