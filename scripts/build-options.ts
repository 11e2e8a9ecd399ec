/** How every package is built: one ES module per entry of its `exports` map, with types and source maps. */
import type { Options } from 'tsup'

type ExportTarget =
  | string
  | { 'deskhand-source': string; default: string }
  /** Only types, which something else generates. */
  | { types: string }

interface PackageManifest {
  exports: Record<string, ExportTarget>
}

export function buildOptions(
  manifest: PackageManifest,
): Options & { entry: Record<string, string> } {
  return {
    entry: entriesOf(manifest),
    format: 'esm',
    target: 'node22',
    dts: true,
    sourcemap: true,
    clean: true,
    splitting: true,
    removeNodeProtocol: false,
  }
}

function entriesOf({ exports }: PackageManifest): Record<string, string> {
  const entries: Record<string, string> = {}
  for (const target of Object.values(exports)) {
    if (typeof target === 'string' || !('default' in target)) continue
    // A pattern: what it stands for is listed by the package's own configuration.
    if (target.default.includes('*')) continue
    const output = target.default.replace(/^\.\/dist\//, '').replace(/\.js$/, '')
    entries[output] = target['deskhand-source']
  }
  return entries
}
