/** Icons of tags: the room for one is there at once, the drawing when it has been loaded. */
import type { TagIcon } from '@deskhand/plugin-tags/client'
import { type ElementPart, html, noChange, nothing, type TemplateResult } from 'lit'
import { Directive, directive } from 'lit/directive.js'

type Paths = Readonly<Record<string, string>>

let paths: Paths | undefined

async function load(): Promise<Paths> {
  paths ??= (await import('./icon-paths.ts')).iconPaths
  return paths
}

class IconPath extends Directive {
  #wanted: string | undefined

  render(_icon: TagIcon): unknown {
    return noChange
  }

  override update({ element }: ElementPart, [icon]: [TagIcon]): unknown {
    if (icon === this.#wanted) return noChange
    this.#wanted = icon
    if (paths) draw(element, paths[icon])
    else {
      load().then(
        (loaded) => icon === this.#wanted && draw(element, loaded[icon]),
        // Offline: the name stands alone until the next page.
        () => {},
      )
    }
    return noChange
  }
}

const iconPath = directive(IconPath)

/** Nothing for none; an empty place for one that only a newer version of the server knows. */
export function tagShape(
  icon: TagIcon | null | undefined,
  size = 12,
): TemplateResult | typeof nothing {
  if (!icon) return nothing
  return html`<svg
    class="tag-shape"
    viewBox="0 0 24 24"
    width=${size}
    height=${size}
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path ${iconPath(icon)} />
  </svg>`
}

function draw(element: Element, d: string | undefined): void {
  element.setAttribute('d', d ?? '')
}
