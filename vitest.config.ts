import { defineConfig } from 'vitest/config'
import { browserProject } from './packages/widgets/test/support/browser-project.ts'

// Not `module`: it names files for bundlers, which Node can't load.
const conditions = ['deskhand-source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: [
            '{packages,examples}/*/{src,test}/**/*.test.ts',
            'bench/test/**/*.test.ts',
            'proofs/test/**/*.test.ts',
          ],
          exclude: ['**/*.browser.test.ts'],
          sequence: { groupOrder: 0 },
          globalSetup: ['packages/core/test/support/global-setup.ts'],
        },
      },
      await browserProject(),
    ],
    maxWorkers: 2,
    // Long, because a busy machine is no failure: no test measures time.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 15_000 } },
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: '.reports/tests.json' },
    coverage: {
      provider: 'v8',
      include: ['packages/core/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.test-d.ts'],
      reporter: ['text', 'json-summary'],
      thresholds: {
        'packages/core/src/**/*.ts': { lines: 85, branches: 85 },
      },
    },
  },
})
