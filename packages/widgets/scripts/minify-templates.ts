import { readFile } from 'node:fs/promises'
import type { Plugin } from 'esbuild'
import type { Node, TemplateLiteral } from 'typescript'
import { ts } from './analyzer-typescript.ts'

/** Takes the white space out of `css`, `html` and `svg` templates, which no other tool would do. */
export function minifyTemplates(): Plugin {
  return {
    name: 'minify-templates',
    setup(build) {
      build.onLoad({ filter: /[\\/]widgets[\\/]src[\\/].*\.ts$/ }, async ({ path }) => ({
        contents: minify(await readFile(path, 'utf8')),
        loader: 'ts',
      }))
    },
  }
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly text: string
}

function minify(source: string): string {
  const pieces: Piece[] = []
  const visit = (node: Node): void => {
    if (ts.isTaggedTemplateExpression(node)) {
      const change = minifiers[node.tag.getText()]
      if (change)
        pieces.push(...literalsOf(node.template).map((one) => ({ ...one, text: change(one.text) })))
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.ESNext, true))
  return pieces
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, text: piece }) => text.slice(0, start) + piece + text.slice(end),
      source,
    )
}

/** The texts between the values, as they are written. */
function literalsOf(template: TemplateLiteral): Piece[] {
  const nodes = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template]
    : [template.head, ...template.templateSpans.map(({ literal }) => literal)]
  return nodes.map((node) => {
    const start = node.getStart()
    return { start, end: node.getEnd(), text: node.getText() }
  })
}

/** White space between two elements may be seen, so some of it stays; within a tag it is all the same. */
function minifyHtml(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/ (\/?>)/g, '$1')
}

function minifyCss(text: string): string {
  return text
    .split(/('[^']*'|"[^"]*")/)
    .map((part, index) => (index % 2 === 1 ? part : minifyUnquoted(part)))
    .join('')
}

function minifyUnquoted(text: string): string {
  return text
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/(?<![\w.])0(?=\.\d)/g, '')
    .replace(/^` | `$/g, '`')
}

const minifiers: Readonly<Record<string, (text: string) => string>> = {
  css: minifyCss,
  html: minifyHtml,
  svg: minifyHtml,
}
