/** The analyser's own TypeScript: the nodes of another version would mean other things to it. */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.resolve('@custom-elements-manifest/analyzer'))

export const ts: typeof import('typescript') = require('typescript')
