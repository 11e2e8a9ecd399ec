import { globSync } from 'node:fs'
import { defineConfig } from 'tsup'
import { buildOptions } from '../../scripts/build-options.ts'
import manifest from './package.json' with { type: 'json' }
import { leaveFilesApart } from './scripts/leave-files-apart.ts'
import { minifyTemplates } from './scripts/minify-templates.ts'

const { entry, ...shared } = buildOptions(manifest)
const files = (pattern: string) =>
  Object.fromEntries(
    globSync(pattern, { exclude: ['**/*.test.ts'] }).map((file) => [
      file.replace(/^src\//, '').replace(/\.ts$/, ''),
      file,
    ]),
  )

export default defineConfig({
  ...shared,
  entry: files('src/**/*.ts'),
  dts: { entry: { ...entry, ...files('src/define/*.ts') } },
  platform: 'browser',
  target: 'es2022',
  splitting: false,
  esbuildPlugins: [leaveFilesApart(), minifyTemplates()],
})
