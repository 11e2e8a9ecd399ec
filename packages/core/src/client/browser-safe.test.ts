import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const runtimeImport = /^(?:import|export)\s+(?!type\b)[^'"]*?from\s+'([^']+)'/gm

it('imports nothing but itself at run time, so it is small and runs in browsers', () => {
  const folder = new URL('.', import.meta.url)
  const files = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))
  expect(files).toContain('index.ts')
  for (const file of files) {
    const source = readFileSync(new URL(file, folder), 'utf8')
    const imported = [...source.matchAll(runtimeImport)].map(([, specifier]) => specifier)
    expect(
      imported.filter((specifier) => !specifier?.startsWith('./')),
      file,
    ).toEqual([])
    expect(source, file).not.toMatch(/\b(?:process|Buffer)\b/)
  }
})
