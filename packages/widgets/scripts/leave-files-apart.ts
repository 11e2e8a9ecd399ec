import type { Plugin } from 'esbuild'

/**
 * Makes one file of each, so that bundlers can tell those that register elements, `sideEffects` of the
 * package, from all others. Chunks would mix them.
 */
export function leaveFilesApart(): Plugin {
  return {
    name: 'leave-files-apart',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\// }, ({ path, kind }) =>
        kind === 'entry-point' ? undefined : { path: path.replace(/\.ts$/, '.js'), external: true },
      )
    },
  }
}
