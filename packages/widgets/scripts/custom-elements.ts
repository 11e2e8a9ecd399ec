/** The custom-elements manifest of this package, read from its source. */
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { create } from '@custom-elements-manifest/analyzer/src/create.js'
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js'
import type {
  ClassMember,
  CssCustomProperty,
  CustomElementDeclaration,
  Event as ElementEvent,
  Package,
} from 'custom-elements-manifest/schema.js'
import type { SourceFile } from 'typescript'
import { ts } from './analyzer-typescript.ts'
import { type EventDeclaration, eventsOf } from './event-map.ts'

export interface ElementDeclaration extends CustomElementDeclaration {
  readonly tagName: string
}

const root = join(import.meta.dirname, '..')

/** Static members and what Lit calls: not for pages. */
const internal = new Set(['styles', 'properties', 'render', 'update', 'updated', 'willUpdate'])

/** The elements by tag, with what pages may use of them. */
export function readElements(): ElementDeclaration[] {
  const modules = parseSource()
  const manifest = create({ modules, plugins: litPlugin(), context: { dev: false } })
  const classes = new Map(
    manifest.modules
      .flatMap(({ declarations = [] }) => declarations)
      .filter((one): one is CustomElementDeclaration => one.kind === 'class')
      .map((declaration) => [declaration.name, declaration]),
  )
  const events = eventsOf(modules)
  const parts = internalClasses(modules)
  const forPages = definedTags().filter(([, className]) => !parts.has(className))
  return forPages.map(([tagName, className]) => {
    const declaration = classes.get(className)
    if (!declaration) throw new Error(`<${tagName}> is defined by ${className}, which is no class.`)
    return publicPart(declaration, tagName, events)
  })
}

/** The events of this package by name. */
export function declaredEvents(): ReadonlyMap<string, EventDeclaration> {
  return eventsOf(parseSource())
}

export function manifestOf(elements: readonly ElementDeclaration[]): Package {
  return {
    schemaVersion: '1.0.0',
    modules: elements.map((declaration) => {
      const path = `dist/define/${declaration.tagName}.js`
      const { name, tagName } = declaration
      return {
        kind: 'javascript-module',
        path,
        declarations: [declaration],
        exports: [
          { kind: 'js', name, declaration: { name, module: path } },
          { kind: 'custom-element-definition', name: tagName, declaration: { name, module: path } },
        ],
      }
    }),
  }
}

/** What a page could use and nobody has described, one line each. */
export function undocumented(elements: readonly ElementDeclaration[]): string[] {
  return elements.flatMap(({ tagName, description, members, events, slots, cssParts }) => {
    const parts = [
      ...(members ?? []).map((member) => ({ ...member, kind: member.kind as string })),
      ...(events ?? []).map((event) => ({ ...event, kind: 'event' })),
      ...(slots ?? []).map((slot) => ({ ...slot, kind: 'slot' })),
      ...(cssParts ?? []).map((part) => ({ ...part, kind: 'part' })),
    ]
    return [
      ...(description ? [] : [`<${tagName}> has no description`]),
      ...parts
        .filter((part) => !part.description)
        .map(({ kind, name }) => `the ${kind} ${name} of <${tagName}> has no description`),
      ...(events ?? [])
        .filter(({ type }) => type.text === 'Event')
        .map(({ name }) => `the event ${name} of <${tagName}> is not in HTMLElementEventMap`),
    ]
  })
}

function parseSource(): SourceFile[] {
  const files = globSync('src/**/*.ts', { cwd: root, exclude: ['**/*.test.ts'] }).sort()
  return files.map((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true)
  })
}

/** Classes with `@internal`: parts of elements, which those load by themselves. */
function internalClasses(modules: readonly SourceFile[]): ReadonlySet<string> {
  const classes = modules.flatMap(({ statements }) => statements.filter(ts.isClassDeclaration))
  const internal = classes.filter((one) =>
    ts.getJSDocTags(one).some(({ tagName }) => tagName.text === 'internal'),
  )
  return new Set(internal.flatMap(({ name }) => name?.text ?? []))
}

/** What else a file defines is a part of its element, and not for pages. */
function definedTags(): (readonly [tag: string, className: string])[] {
  return globSync('src/define/*.ts', { cwd: root })
    .sort()
    .map((file) => {
      const source = readFileSync(join(root, file), 'utf8')
      const tag = basename(file, '.ts')
      const className = new RegExp(`defineElement\\('${tag}', (\\w+)\\)`).exec(source)?.[1]
      if (!className) throw new Error(`${file} has to define <${tag}>.`)
      return [tag, className] as const
    })
}

function publicPart(
  declaration: CustomElementDeclaration,
  tagName: string,
  events: ReadonlyMap<string, EventDeclaration>,
): ElementDeclaration {
  const { members = [], events: fired = [], attributes = [] } = declaration
  return {
    ...declaration,
    tagName,
    members: members.filter(isPublic),
    attributes: attributes.filter(({ fieldName }) =>
      members.some((member) => member.name === fieldName && isPublic(member)),
    ),
    events: fired.map((event) => withType(event, events.get(event.name))),
    ...(tagName === 'deskhand-provider' && { cssProperties: tokens() }),
  }
}

/** The design tokens with their defaults. */
function tokens(): CssCustomProperty[] {
  const source = readFileSync(join(root, 'src/theme/tokens.ts'), 'utf8')
  const [declared = ''] = source.split('@media')
  return [...declared.matchAll(/^ {4}(--deskhand-[\w-]+):\s*(.*?);$/gms)].map(
    ([, name = '', value = '']) => ({ name, default: value.replace(/\s+/g, ' ') }),
  )
}

function isPublic(member: ClassMember): boolean {
  const { name, privacy, static: isStatic } = member
  if (privacy === 'private' || privacy === 'protected' || name.startsWith('#')) return false
  return !isStatic && !internal.has(name)
}

function withType(event: ElementEvent, declared: EventDeclaration | undefined): ElementEvent {
  const description = event.description || declared?.description
  return {
    ...event,
    ...(description && { description }),
    type: { text: declared?.type ?? 'Event' },
  }
}
