/** The generated tables of docs/widgets.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readElements } from '../../scripts/custom-elements.ts'

const source = (file: string) => readFileSync(join(import.meta.dirname, '../../src', file), 'utf8')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const oneLine = (text = '') => text.replace(/\s+/g, ' ').trim()
const code = (text: string) => `\`${text}\``

function elements(): string {
  const rows = readElements().map(({ tagName, description, attributes = [], events = [] }) => [
    code(`<${tagName}>`),
    oneLine(description?.split(/\n\s*\n/)[0]),
    attributes.map(({ name }) => code(name)).join(' '),
    events.map(({ name }) => code(name)).join(' '),
  ])
  return table(['element', 'is', 'attributes', 'events'], rows)
}

const groups = [
  [/^color-(?:blue|green|amber|red|violet|grey)/, 'tones of badges, notes and messages'],
  [/^color-/, 'colours'],
  [/^(?:font|line)-/, 'text'],
  [/^space-/, 'distances'],
  [/^radius-/, 'corners'],
  [/^control-/, 'heights of buttons and fields'],
  [/^shadow-/, 'shadows'],
  [/./, 'focus, motion, stacking'],
] as const

function tokens(): string {
  const [provider] = readElements().filter(({ tagName }) => tagName === 'deskhand-provider')
  const byGroup = new Map<string, string[]>(groups.map(([, name]) => [name, []]))
  for (const { name } of provider?.cssProperties ?? []) {
    const short = name.replace(/^--deskhand-/, '')
    const group = groups.find(([pattern]) => pattern.test(short))?.[1] ?? ''
    byGroup.get(group)?.push(code(`--deskhand-${short}`))
  }
  return table(
    ['for', 'tokens'],
    [...byGroup].map(([group, names]) => [group, names.join(' ')]),
  )
}

function slots(): string {
  const text = source('contributions/slots.ts')
  const contexts = /interface SlotContexts \{(.*?)\n\}/s.exec(text)?.[1] ?? ''
  const rows = [...contexts.matchAll(/'([^']+)': (\w+)/g)].map(([, slot = '', context = '']) => {
    const [, doc = '', body = ''] =
      new RegExp(
        `/\\*\\* ([^/]*?) \\*/\\nexport interface ${context}[^{]*\\{(.*?)\\n\\}`,
        's',
      ).exec(text) ?? []
    const members = [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[:(]/gm)].map(
      ([, name = '']) => name,
    )
    return [code(slot), oneLine(doc.replaceAll('*', '')), members.map(code).join(' ')]
  })
  return table(['slot', 'is', 'context'], rows)
}

export const docsTables: Readonly<Record<string, () => string>> = { elements, tokens, slots }
