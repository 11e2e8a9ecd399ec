/** The events that `HTMLElementEventMap` has of this package. */
import type { Node, SourceFile } from 'typescript'
import { ts } from './analyzer-typescript.ts'

export interface EventDeclaration {
  /** Such as `CustomEvent<null>`. */
  readonly type: string
  readonly description: string | undefined
}

export function eventsOf(modules: readonly SourceFile[]): ReadonlyMap<string, EventDeclaration> {
  const events = new Map<string, EventDeclaration>()
  const visit = (node: Node): void => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'HTMLElementEventMap') {
      ts.forEachChild(node, visit)
      return
    }
    for (const member of node.members) {
      if (!ts.isPropertySignature(member) || !ts.isStringLiteral(member.name)) continue
      events.set(member.name.text, {
        type: member.type?.getText() ?? 'Event',
        description: descriptionOf(member),
      })
    }
  }
  for (const module of modules) visit(module)
  return events
}

function descriptionOf(node: Node): string | undefined {
  const [doc] = ts.getJSDocCommentsAndTags(node)
  const text = doc && ts.getTextOfJSDocComment(doc.comment)
  return text?.trim() || undefined
}
