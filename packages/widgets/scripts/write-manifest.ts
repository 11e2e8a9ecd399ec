/** The last step of the build: `dist/custom-elements.json` and `dist/react.d.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { manifestOf, readElements } from './custom-elements.ts'
import { reactTypes } from './react-types.ts'

const dist = join(import.meta.dirname, '../dist')
const elements = readElements()
writeFileSync(
  join(dist, 'custom-elements.json'),
  `${JSON.stringify(manifestOf(elements), null, 2)}\n`,
)
writeFileSync(join(dist, 'react.d.ts'), reactTypes(elements))
