/** The Chromium that browser tests run in. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface ChromiumBinary {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

/** `CHROMIUM_PATH`, else Debian's, else the one in the npm package @sparticuz/chromium. */
export async function findChromium(): Promise<ChromiumBinary> {
  const installed = process.env.CHROMIUM_PATH || '/usr/bin/chromium'
  if (existsSync(installed)) return { path: installed, env: {} }
  // Makes the package unpack the system libraries that it needs as well.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  const path = await chromium.executablePath()
  return { path, env: { LD_LIBRARY_PATH: join(dirname(path), 'al2023/lib') } }
}

/** A browser that asks nobody for anything and draws the same everywhere. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
]
