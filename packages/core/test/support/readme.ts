/** Runs and type-checks the examples in Markdown, against the source of the workspace. */
import { execFile } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { startScript } from './processes.ts'

const root = resolve(import.meta.dirname, '../../../..')
const run = promisify(execFile)

export interface Example {
  /** Such as `ts`. */
  readonly language: string
  /** What stands behind the language, such as `no-check`. */
  readonly flags: readonly string[]
  readonly code: string
  /** Where it begins, such as `README.md:12`. */
  readonly place: string
}

/** The fenced code of a Markdown file, in order. */
export function examplesOf(file: string): Example[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^```(\w+)([^\n]*)\n(.*?)^```$/gms)].map(
    ([, language = '', flags = '', code = ''], index, all) => ({
      language,
      flags: flags.split(' ').filter(Boolean),
      code,
      place: `${basename(file)}:${text.slice(0, all[index]?.index).split('\n').length}`,
    }),
  )
}

export interface Workbench {
  readonly folder: string
  write(name: string, code: string): void
  /** Runs a file in the folder and gives what it printed; throws when it fails. */
  run(name: string, env?: Readonly<Record<string, string>>): Promise<string>
  /** What `tsc` has to say about everything in the folder; nothing when all is well. */
  typeErrors(): Promise<string>
  remove(): void
}

/**
 * A folder outside the workspace in which all its packages are installed, along with whatever
 * `packageFolder` depends on.
 *
 * @example
 * const [example, output] = examplesOf('packages/plugin-tags/README.md')
 * bench.write('example.ts', example.code)
 * expect(await bench.run('example.ts')).toBe(output.code)
 */
export function openWorkbench(packageFolder: string): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-examples-'))
  const modules = join(folder, 'node_modules')
  link(join(root, 'node_modules'), modules)
  link(join(packageFolder, 'node_modules'), modules)
  for (const name of readdirSync(join(root, 'packages'))) {
    place(join(root, 'packages', name), join(modules, '@deskhand', name))
  }
  const write = (name: string, code: string) => writeFileSync(join(folder, name), code)
  write('package.json', JSON.stringify({ type: 'module' }))
  write(
    'tsconfig.json',
    JSON.stringify({ extends: join(root, 'tsconfig.base.json'), include: ['*.ts'] }),
  )

  return {
    folder,
    write,
    async run(name, env = {}) {
      const example = startScript(name, [], { cwd: folder, env })
      if ((await example.ended) !== 0) throw new Error(example.errors())
      return example.output()
    },
    async typeErrors() {
      const tsc = join(root, 'node_modules/.bin/tsc')
      return run(tsc, ['-p', folder], { cwd: folder }).then(
        () => '',
        (failure) => failure.stdout || String(failure),
      )
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Every package of a `node_modules` folder. */
function link(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name.startsWith('.')) continue
    if (name.startsWith('@')) link(join(from, name), join(to, name))
    else place(join(from, name), join(to, name))
  }
}

function place(target: string, path: string): void {
  mkdirSync(join(path, '..'), { recursive: true })
  rmSync(path, { force: true })
  symlinkSync(target, path)
}
