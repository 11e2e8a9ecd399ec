/** A project outside the workspace, with Deskhand's packages installed as npm would give them. */
import { execFile } from 'node:child_process'
import {
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { packInto } from '../../../core/test/support/tarballs.ts'

const root = resolve(import.meta.dirname, '../../../..')
const bin = (name: string) => join(root, 'node_modules/.bin', name)
const execute = promisify(execFile)

export interface ConsumerProject {
  readonly folder: string
  write(files: Readonly<Record<string, string>>): void
  /** What the compiler says, a line each. It emits all the same. */
  compile(): Promise<string[]>
  /** What was emitted, by name. */
  emitted(extension: string): Record<string, string>
  /** What a script printed. */
  run(script: string): Promise<string>
  remove(): void
}

export async function createConsumerProject(packages: readonly string[]): Promise<ConsumerProject> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-consumer-'))
  await packInto(folder, packages)
  await install(folder)

  return {
    folder,
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), text)
      }
    },
    compile: () =>
      execute(bin('tsc'), [], { cwd: folder, maxBuffer: 2 ** 26 }).then(
        () => [],
        (failure) => String(failure.stdout).split('\n').filter(Boolean),
      ),
    emitted: (extension) =>
      Object.fromEntries(
        globSync(`dist/**/*${extension}`, { cwd: folder }).map((name) => [
          name,
          readFileSync(join(folder, name), 'utf8'),
        ]),
      ),
    async run(script) {
      return (await execute(process.execPath, [script], { cwd: folder })).stdout
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/**
 * No peer is installed: the types of Postgres and vitest are not needed to compile against the
 * packages, and at run time vitest is the workspace's own.
 */
async function install(folder: string): Promise<void> {
  const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  const dependencies = {
    ...Object.fromEntries(
      tarballs.map((file) => [
        file.replace(/^deskhand-(.*)-\d.*$/, '@deskhand/$1'),
        `file:./${file}`,
      ]),
    ),
    zod: '^4.0.0',
    '@types/node': '^22.0.0',
  }
  const manifest = { name: 'consumer', private: true, type: 'module', dependencies }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--omit=peer']
  await execute('npm', ['install', ...options], { cwd: folder })
  symlinkSync(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
}
