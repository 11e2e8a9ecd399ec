import { defineConfig } from 'tsup'
import { buildOptions } from '../../scripts/build-options.ts'
import manifest from './package.json' with { type: 'json' }

export default defineConfig({
  ...buildOptions(manifest),
  // Node reads the 180 KB package.json of drizzle-orm anew for each of its hundreds of files: a
  // second of a start, and 150 MB.
  noExternal: [/^drizzle-orm/],
})
