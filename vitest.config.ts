import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { browserProject } from './packages/widgets/test/support/browser-project.ts'
import { ProofsFirst } from './scripts/proofs-first.ts'
import { runReporter } from './scripts/run-reporter.ts'

// Not `module`: it names files for bundlers, which Node can't load.
const conditions = ['deskhand-source', 'node']

const setupFiles = [join(import.meta.dirname, 'scripts/after-each-file.ts')]

/** Never retried: when one of these fails once in a hundred runs, that is what it is there to find. */
const proofs = ['proofs/test/**/*.test.ts', '{packages,examples}/*/test/**/kills*.test.ts']

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
            'scripts/test/*.test.ts',
          ],
          exclude: ['**/*.browser.test.ts', ...proofs],
          // The files of a worker share its process: importing core again for each takes as long as the tests.
          isolate: false,
          setupFiles,
        },
      },
      {
        extends: true,
        test: { name: 'proofs', include: proofs, retry: 0, setupFiles },
      },
      browserProject(),
    ],
    globalSetup: [join(import.meta.dirname, 'packages/core/test/support/global-setup.ts')],
    maxWorkers: 2,
    sequence: { sequencer: ProofsFirst },
    retry: process.env.CI ? 1 : 0,
    // Long, because a busy machine is no failure: no test measures time.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 15_000 } },
    reporters: process.env.CI ? ['default', 'json', runReporter()] : ['default'],
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
