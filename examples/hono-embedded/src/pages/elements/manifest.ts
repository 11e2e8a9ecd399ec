/** What the elements say of themselves: the manifest of the package, or its source where nothing is built. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { DeskhandProvider } from '@deskhand/widgets'
import { type ElementFacts, elementsFromSource } from './from-source.ts'

let reading: Promise<readonly ElementFacts[]> | undefined

/** `dataDir` is where they are kept once they have been read from their source. */
export function elementFacts(dataDir: string): Promise<readonly ElementFacts[]> {
  reading ??= readFacts(dataDir).catch((error: unknown) => {
    reading = undefined
    throw error
  })
  return reading
}

async function readFacts(dataDir: string): Promise<readonly ElementFacts[]> {
  try {
    const url = import.meta.resolve('@deskhand/widgets/custom-elements.json')
    const manifest = JSON.parse(await readFile(fileURLToPath(url), 'utf8'))
    return manifest.modules.flatMap(
      ({ declarations }: { declarations: readonly ElementFacts[] }) => declarations,
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return elementsFromSource(dataDir)
  }
}

/** The design tokens with their values, as `<deskhand-provider>` declares them. */
export function designTokens(): readonly (readonly [name: string, value: string])[] {
  const css = DeskhandProvider.styles.map(String).join('\n')
  const found = new Map<string, string>()
  for (const [, name = '', value = ''] of css.matchAll(/(--deskhand-[\w-]+):\s*([^;]+);/g)) {
    if (!found.has(name)) found.set(name, value.replaceAll(/\s+/g, ' ').trim())
  }
  return [...found]
}
