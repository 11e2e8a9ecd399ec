/** Fills the blanks of a problem's texts, alike throughout one ticket. */
import type { Problem } from './problem.ts'
import type { Random } from './random.ts'

export type Fill = (text: string) => string

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const times = ['8:30', '9:00', '10:15', '11:00', '14:30', '16:00', '17:45', '19:00']
const amounts = ['€18.00', '€29.00', '€49.00', '€64.00', '€79.00', '€120.00', '€348.00']

export function wordingOf(
  problem: Problem,
  requesterName: string,
  colleagueName: string,
  random: Random,
): Fill {
  const blanks: Record<string, string> = {
    customer: firstName(requesterName),
    colleague: firstName(colleagueName),
    invoice: `INV-${random.integer(2100, 4870)}`,
    booking: `B-${random.integer(41_200, 58_900)}`,
    weekday: random.pick(weekdays),
    time: random.pick(times),
    amount: random.pick(amounts),
  }
  for (const [name, values] of Object.entries(problem.blanks ?? {})) {
    blanks[name] = random.pick(values)
  }
  return (text) => text.replaceAll(/\{(\w+)\}/g, (_, name: string) => wordFor(blanks, name))
}

function wordFor(blanks: Readonly<Record<string, string>>, name: string): string {
  const value = blanks[name]
  if (value === undefined) throw new Error(`No text fills the blank {${name}}.`)
  return value
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}
