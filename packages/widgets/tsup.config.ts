import { globSync } from 'node:fs'
import { defineConfig } from 'tsup'
import { buildOptions } from '../../scripts/build-options.ts'
import manifest from './package.json' with { type: 'json' }
import { minifyStyles } from './scripts/minify-styles.ts'

const shared = buildOptions(manifest)
const defined = globSync('src/define/*.ts').map((file) => [
  file.replace(/^src\//, '').replace(/\.ts$/, ''),
  file,
])

export default defineConfig({
  ...shared,
  entry: { ...shared.entry, ...Object.fromEntries(defined) },
  platform: 'browser',
  esbuildPlugins: [minifyStyles()],
  target: 'es2022',
})
