/** The Chromium that browser tests run in. */
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ChromiumBinary {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

const installed = process.env.CHROMIUM_PATH || '/usr/bin/chromium'

/** Where the package @sparticuz/chromium unpacks its Chromium, and the libraries and fonts that it needs. */
const unpacked: ChromiumBinary = {
  path: join(tmpdir(), 'chromium'),
  env: {
    LD_LIBRARY_PATH: join(tmpdir(), 'al2023/lib'),
    FONTCONFIG_PATH: join(tmpdir(), 'fonts'),
  },
}

/** `CHROMIUM_PATH`, else Debian's, else the one from npm, which `unpackChromium()` puts there. */
export function chromiumBinary(): ChromiumBinary {
  return existsSync(installed) ? { path: installed, env: {} } : unpacked
}

/** Unpacks the Chromium from npm if it is needed and not there yet. */
export async function unpackChromium(): Promise<void> {
  if (existsSync(chromiumBinary().path)) return
  // Makes the package unpack the libraries as well.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x'
  const { default: chromium } = await import('@sparticuz/chromium')
  await chromium.executablePath()
}

/** A browser that asks nobody for anything and draws the same everywhere. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
]
