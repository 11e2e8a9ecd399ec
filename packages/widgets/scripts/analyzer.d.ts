/** Parts of the analyser that come without types. */

declare module '@custom-elements-manifest/analyzer/src/create.js' {
  import type { Package } from 'custom-elements-manifest/schema.js'
  import type { SourceFile } from 'typescript'

  export function create(options: {
    modules: readonly SourceFile[]
    plugins: readonly unknown[]
    context: { dev: boolean }
  }): Package
}

declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  /** Reads `static properties`. */
  export function litPlugin(): readonly unknown[]
}
