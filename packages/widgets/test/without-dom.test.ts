/** The package can be imported where there is no DOM, as when a page is drawn on a server. */
import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { version } from '../src/version.ts'

const folder = join(import.meta.dirname, '..')
const defined = globSync('src/define/*.ts', { cwd: folder }).map((file) => file.slice(4, -3))

it('imports every entry in Node without touching its globals', () => {
  const entries = ['.', './all', './loader', ...defined.map((name) => `./${name}`)].map(
    (entry) => manifest.name + entry.slice(1),
  )
  const script = `
    const before = Object.getOwnPropertyNames(globalThis).sort().join()
    for (const entry of ${JSON.stringify(entries)}) await import(entry)
    const after = Object.getOwnPropertyNames(globalThis).sort()
    console.log(after.filter((name) => !before.includes(name)).join())
  `
  const added = execFileSync(
    process.execPath,
    ['--conditions=deskhand-source', '--input-type=module', '--eval', script],
    { cwd: folder, encoding: 'utf8' },
  )
  // Lit's own, as its documentation says; on servers it stands in for `customElements`.
  const ofLit = /^(?:lit\w+|reactiveElementVersions|customElements)$/
  expect(
    added
      .trim()
      .split(',')
      .filter((name) => !ofLit.test(name)),
  ).toEqual([])
})

it('says its version', () => {
  expect(version).toBe(manifest.version)
})
