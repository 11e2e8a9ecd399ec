/** What the elements say of themselves: the manifest of the package, or its source where nothing is built. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { DeskhandProvider } from '@deskhand/widgets'

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

const source = new URL(
  '../../../../../packages/widgets/scripts/custom-elements.ts',
  import.meta.url,
).href

let reading: Promise<readonly ElementFacts[]> | undefined

export function elementFacts(): Promise<readonly ElementFacts[]> {
  reading ??= readFacts().catch((error: unknown) => {
    reading = undefined
    throw error
  })
  return reading
}

async function readFacts(): Promise<readonly ElementFacts[]> {
  try {
    const url = import.meta.resolve('@deskhand/widgets/custom-elements.json')
    const manifest = JSON.parse(await readFile(fileURLToPath(url), 'utf8'))
    return manifest.modules.flatMap(
      ({ declarations }: { declarations: readonly ElementFacts[] }) => declarations,
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const { readElements } = (await import(source)) as { readElements(): readonly ElementFacts[] }
    return readElements()
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
