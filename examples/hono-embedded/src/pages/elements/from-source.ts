/** The elements read from their source, where the package is not built: in a thread, and kept for next time. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { globSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

export interface Described {
  readonly name: string
  readonly description?: string | undefined
}

export interface ElementFacts {
  readonly tagName: string
  readonly description?: string | undefined
  readonly attributes?: readonly (Described & { readonly type?: { readonly text: string } })[]
  readonly events?: readonly (Described & { readonly type?: { readonly text: string } })[]
  readonly slots?: readonly Described[]
  readonly cssParts?: readonly Described[]
  readonly cssProperties?: readonly Described[]
}

const widgets = join(import.meta.dirname, '../../../../../packages/widgets')

interface Kept {
  /** Of which source. */
  readonly source: string
  readonly elements: readonly ElementFacts[]
}

export async function elementsFromSource(dataDir: string): Promise<readonly ElementFacts[]> {
  const file = join(dataDir, 'elements.json')
  const source = stateOfSource()
  const kept = await readKept(file)
  if (kept?.source === source) return kept.elements
  const elements = await analyse()
  const text = JSON.stringify({ source, elements } satisfies Kept)
  // A disk that can't be written only makes the next start slower.
  await mkdir(dataDir, { recursive: true })
    .then(() => writeFile(file, text))
    .catch(() => {})
  return elements
}

/** Changes with the source and with what reads it. */
function stateOfSource(): string {
  const hash = createHash('sha256')
  for (const file of globSync('{src,scripts}/**/*.ts', { cwd: widgets }).sort()) {
    const { mtimeMs, size } = statSync(join(widgets, file))
    hash.update(`${file} ${mtimeMs} ${size}\n`)
  }
  return hash.digest('base64url')
}

async function readKept(file: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Kept
  } catch {
    return undefined
  }
}

/** Takes seconds of computing, in which the demo has to answer others. */
async function analyse(): Promise<readonly ElementFacts[]> {
  const worker = new Worker(new URL('./analyse.ts', import.meta.url))
  worker.unref()
  const [elements] = await once(worker, 'message')
  return elements as readonly ElementFacts[]
}
