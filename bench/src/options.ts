/** What the command line says. */
import { parseArgs } from 'node:util'
import { type CaseName, caseNames } from './cases.ts'
import type { EngineName } from './databases/place.ts'

export interface Options {
  /** Numbers of tickets. */
  readonly sizes: readonly number[]
  readonly engines: readonly EngineName[]
  readonly cases: readonly CaseName[]
  /** How long each measurement takes. */
  readonly seconds: number
  /** How often everything is measured, in turn. */
  readonly rounds: number
  /** Whether to measure what a process costs before its first request. */
  readonly startup: boolean
  /** Whether to write docs/benchmarks.md. */
  readonly write: boolean
}

const startup = 'startup'

const usage = `pnpm bench [--size 10k,100k,1m] [--engine sqlite|postgres|both] [--only ${[...caseNames, startup].join(',')}] [--seconds 2] [--rounds 3] [--write]`

export function optionsFrom(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      size: { type: 'string', default: '10k,100k' },
      engine: { type: 'string', default: 'both' },
      only: { type: 'string' },
      seconds: { type: 'string', default: '2' },
      rounds: { type: 'string', default: '3' },
      write: { type: 'boolean', default: false },
    },
  })
  const only = values.only?.split(',')
  return {
    sizes: values.size
      .split(',')
      .map((size) => ticketsOf(size))
      .toSorted((a, b) => a - b),
    engines: enginesOf(values.engine),
    cases: only
      ? only.filter((name) => name !== startup).map((name) => oneOf(caseNames, name))
      : caseNames,
    startup: only?.includes(startup) ?? true,
    seconds: positive(values.seconds),
    rounds: positive(values.rounds),
    write: values.write,
  }
}

const engines = ['sqlite', 'postgres'] as const

/** `10k` is 10,000 and `1m` a million. */
export function ticketsOf(text: string, hint = usage): number {
  const [, digits, unit = ''] = /^(\d+)([km]?)$/i.exec(text) ?? []
  const factor = { k: 1_000, m: 1_000_000 }[unit.toLowerCase()] ?? 1
  return digits ? Number(digits) * factor : refuse(text, hint)
}

export const engineOf = (text: string): EngineName => oneOf(engines, text)

/** `both` or one of them. */
export function enginesOf(text: string, hint = usage): readonly EngineName[] {
  return text === 'both' ? engines : [oneOf(engines, text, hint)]
}

export function sizeName(tickets: number): string {
  if (tickets % 1_000_000 === 0) return `${tickets / 1_000_000}M`
  return tickets % 1_000 === 0 ? `${tickets / 1_000}k` : String(tickets)
}

export function positive(text: string, hint = usage): number {
  return Number(text) > 0 ? Number(text) : refuse(text, hint)
}

/** `hint` says in an error what is understood. */
export function oneOf<Name extends string>(
  names: readonly Name[],
  text: string,
  hint = usage,
): Name {
  return names.find((name) => name === text) ?? refuse(text, hint)
}

function refuse(text: string, hint: string): never {
  throw new Error(`"${text}" is not understood.\n${hint}`)
}
