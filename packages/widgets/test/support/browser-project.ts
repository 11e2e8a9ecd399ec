/** The vitest project whose tests run in a real browser, against real helpdesks. */
import { join } from 'node:path'
import { playwright } from '@vitest/browser-playwright'
import type { TestProjectInlineConfiguration } from 'vitest/config'
import { chromiumArgs, chromiumBinary } from './chromium.ts'
import { commands } from './commands.ts'

const directives = [
  ...[
    'cache',
    'class-map',
    'guard',
    'if-defined',
    'keyed',
    'live',
    'ref',
    'repeat',
    'until',
    'when',
  ],
]

export function browserProject(): TestProjectInlineConfiguration {
  const { path, env } = chromiumBinary()
  const conditions = ['deskhand-source', 'browser', 'module']
  return {
    extends: true,
    root: join(import.meta.dirname, '../..'),
    resolve: { conditions },
    server: { host: '127.0.0.1' },
    // Found while tests run, they would be bundled then and the page would load again.
    optimizeDeps: {
      include: [
        ...['lit', '@lit/context', '@lit/task', 'dompurify', 'markdown-it', 'axe-core'],
        ...directives.map((name) => `lit/directives/${name}.js`),
      ],
    },
    test: {
      name: 'browser',
      // After the tests in Node: each is tried with the processors to itself.
      sequence: { groupOrder: 1 },
      include: [
        '{src,test}/**/*.browser.test.ts',
        '../../examples/*/{src,test}/**/*.browser.test.ts',
      ],
      globalSetup: [join(import.meta.dirname, 'start-desk-server.ts')],
      setupFiles: [join(import.meta.dirname, 'browser-setup.ts')],
      api: { host: '127.0.0.1' },
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: {
            executablePath: path,
            args: [...chromiumArgs],
            env: { ...process.env, ...env } as Record<string, string>,
          },
          contextOptions: { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' },
        }),
        commands,
        instances: [{ browser: 'chromium', viewport: { width: 1024, height: 768 } }],
      },
    },
  }
}
