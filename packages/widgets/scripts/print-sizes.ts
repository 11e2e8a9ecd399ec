/** `pnpm size` */
import { measureSizes } from './sizes.ts'

for (const { name, size, budget } of await measureSizes()) {
  const mark = size > budget ? '  over' : ''
  console.log(`${name.padEnd(32)}${size.toFixed(1).padStart(6)} of ${budget} KB${mark}`)
  if (size > budget) process.exitCode = 1
}
