import { defineConfig } from 'tsup'
import { buildOptions } from '../../scripts/build-options.ts'
import manifest from './package.json' with { type: 'json' }

export default defineConfig(buildOptions(manifest))
