/**
 * Takes the pictures of the README from the running demo: `pnpm screenshots`. Needs Chromium
 * (`CHROMIUM_PATH`, default /usr/bin/chromium) and makes the files smaller with pngquant if it is
 * there.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDemo } from '../examples/hono-embedded/src/demo.ts'
import { launchChromium } from './chromium.ts'

const pictures = [
  { name: 'demo', scheme: 'light' },
  { name: 'demo-dark', scheme: 'dark' },
] as const

const images = join(import.meta.dirname, '../docs/images')
const dataDir = mkdtempSync(join(tmpdir(), 'deskhand-screenshots-'))
const demo = await startDemo({
  host: '127.0.0.1',
  port: 0,
  dataDir,
  databaseUrl: undefined,
  secret: undefined,
})
const chromium = await launchChromium(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium')

mkdirSync(images, { recursive: true })
for (const { name, scheme } of pictures) {
  const png = await chromium.picture({
    url: `${demo.url}/?view=urgent`,
    width: 1180,
    height: 953,
    scheme,
    cookie: { name: 'deskhand_demo', value: 'grace' },
  })
  const file = join(images, `${name}.png`)
  writeFileSync(file, png)
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--output', file, '64', file])
}

await chromium.close()
await demo.stop()
rmSync(dataDir, { recursive: true })
