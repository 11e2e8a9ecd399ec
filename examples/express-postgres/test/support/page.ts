/** A README as a reader follows it: the files to make, the changes to them and the commands. */
import { readFileSync } from 'node:fs'

export type Step =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'change'; readonly name: string; readonly from: string; readonly to: string }
  | { readonly kind: 'command'; readonly text: string; readonly answers: number | undefined }

const block = /^```(js|diff|sh)\n(.*?)^```$/gms
const fileName = /^ ?\/\/ (\S+\.js)\n/

export function stepsOf(page: string): Step[] {
  return [...readFileSync(page, 'utf8').matchAll(block)].flatMap(([, language, code = '']) => {
    if (language === 'sh') return commandsOf(code)
    const name = fileName.exec(code)?.[1]
    if (name === undefined) throw new Error(`This block does not begin with its file:\n${code}`)
    if (language === 'js') return [{ kind: 'file', name, text: code } as const]
    return [changeOf(name, code.replace(fileName, ''))]
  })
}

function commandsOf(code: string): Step[] {
  return code
    .trim()
    .split('\n')
    .map((line) => {
      const [, text = '', answers] = /^(.*?)(?: # (\d{3}))?$/.exec(line) ?? []
      return { kind: 'command', text, answers: answers === undefined ? undefined : Number(answers) }
    })
}

/** The lines that are there before, and those that are there afterwards. */
function changeOf(name: string, diff: string): Step {
  const lines = diff.trimEnd().split('\n')
  const without = (sign: string) =>
    lines.flatMap((line) => (line.startsWith(sign) ? [] : `${line.slice(1)}\n`)).join('')
  return { kind: 'change', name, from: without('+'), to: without('-') }
}
