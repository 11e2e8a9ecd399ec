/** The functions that a profile spends most time in, by themselves and with what they call. */
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Profile } from './profiler.ts'

interface Spent {
  self: number
  inclusive: number
}

type Node = Profile['nodes'][number]

const root = `${import.meta.dirname}/../../..`

export function summaryOf(profile: Profile, requests: number, top: number): string {
  const spent = timesByFunction(profile)
  const total = [...spent.values()].reduce((sum, { self }) => sum + self, 0)
  const ranked = (by: keyof Spent) =>
    [...spent]
      .toSorted(([, a], [, b]) => b[by] - a[by])
      .slice(0, top)
      .map(([name, times]) => {
        const share = `${((100 * times[by]) / total).toFixed(1)} %`.padStart(7)
        const each = `${(times[by] / requests).toFixed(1)} µs`.padStart(10)
        return `${share} ${each}  ${name}`
      })
      .join('\n')
  return `By itself\n${ranked('self')}\n\nWith what it calls\n${ranked('inclusive')}`
}

/** Microseconds; a function that calls itself is counted once. */
function timesByFunction({ nodes, samples = [], timeDeltas = [] }: Profile): Map<string, Spent> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((id) => [id, node])))
  const spent = new Map<string, Spent>()
  const of = (name: string) => {
    const times = spent.get(name) ?? { self: 0, inclusive: 0 }
    spent.set(name, times)
    return times
  }
  for (const [index, id] of samples.entries()) {
    const node = byId.get(id) as Node
    const time = timeDeltas[index] ?? 0
    if (isNotWork(node)) continue
    of(nameOf(node)).self += time
    const names = new Set<string>()
    for (let at: Node | undefined = node; at; at = parents.get(at.id)) names.add(nameOf(at))
    for (const name of names) of(name).inclusive += time
  }
  return spent
}

/** Waiting, and the profiler itself. */
function isNotWork({ callFrame: { functionName, url } }: Node): boolean {
  return functionName === '(idle)' || url === 'node:inspector'
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const name = functionName || '(anonymous)'
  if (url === '') return name
  const file = url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url
  const short = file.replace(/^.*node_modules\//, '')
  return `${name}  ${short}:${lineNumber + 1}`
}
