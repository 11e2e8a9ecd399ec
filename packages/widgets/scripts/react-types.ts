/** Types of the elements for JSX in React 19, which sets properties and listens to events by itself. */
import type { ElementDeclaration } from './custom-elements.ts'

export function reactTypes(elements: readonly ElementDeclaration[]): string {
  const classes = elements.map(({ name }) => name).sort()
  const intrinsic = elements.map(
    ({ tagName, name, description = '', members = [], events = [] }) => {
      const fields = members.filter((member) => member.kind === 'field' && !member.readonly)
      const propertyNames = fields.map((field) => `'${field.name}'`).join(' | ') || 'never'
      const ownEvents = events.map((event) => `'${event.name}'`).join(' | ') || 'never'
      // Events bubble up to it from all that is inside.
      const eventNames = tagName === 'deskhand-provider' ? 'DeskhandEventName' : ownEvents
      return `      /** ${description.replace(/\s+/g, ' ')} */
      '${tagName}': Props<${name}, ${propertyNames}, ${eventNames}>`
    },
  )
  return `/** Types of the elements for JSX in React 19. Generated from the custom-elements manifest. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { DeskhandEventName, ${classes.join(', ')} } from './index.js'

type Listeners<Names extends keyof HTMLElementEventMap> = {
  [Name in Names as \`on\${Name}\`]?: (event: HTMLElementEventMap[Name]) => void
}

type Props<
  Element extends HTMLElement,
  Properties extends keyof Element,
  Events extends keyof HTMLElementEventMap,
> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, Properties> &
  Partial<Pick<Element, Properties>> &
  Listeners<Events>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${intrinsic.join('\n')}
    }
  }
}
`
}
