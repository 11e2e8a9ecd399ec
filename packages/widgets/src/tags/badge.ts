/** How a tag looks: its colour as background, its icon and its name. */
import { type ElementPart, html, noChange, nothing, type TemplateResult } from 'lit'
import { Directive, directive } from 'lit/directive.js'
import type { TagLook } from './tag.ts'
import { tagShape } from './tag-icons.ts'

class TagColours extends Directive {
  render(_colour?: string, _text?: string): unknown {
    return noChange
  }

  override update({ element }: ElementPart, [colour, text]: [string?, string?]): unknown {
    const { style } = element as HTMLElement
    set(style, '--_tag', colour)
    set(style, '--_tag-text', text)
    return noChange
  }
}

/** A policy for styles allows colours that are set one by one, and no `style` in a template. */
export const tagColours = directive(TagColours)

/** In a list of badges; `after` stands in the badge, such as a button that removes it. */
export function tagBadge(tag: TagLook, after: unknown = nothing): TemplateResult {
  const isPlain = tag.colour === undefined
  return html`<span
    class=${isPlain ? 'tag plain' : 'tag'}
    part="tag"
    title=${tag.name}
    ${tagColours(tag.colour, tag.textColour)}
    >${tagShape(tag.icon)}<span class="tag-name" dir="auto">${tag.name}</span>${after}</span
  >`
}

/** A square of its colour with its icon, beside a name. */
export function tagSwatch(tag: TagLook): TemplateResult {
  return html`<span class="swatch" ${tagColours(tag.colour, tag.textColour)}
    >${tagShape(tag.icon)}</span
  >`
}

function set(style: CSSStyleDeclaration, name: string, value: string | undefined): void {
  if (value === undefined) style.removeProperty(name)
  else if (style.getPropertyValue(name) !== value) style.setProperty(name, value)
}
