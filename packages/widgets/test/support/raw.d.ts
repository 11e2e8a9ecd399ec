/** A file as text, by Vite. */
declare module '*?raw' {
  const text: string
  export default text
}

interface ImportMeta {
  /** Of Vite: files by their paths. */
  glob(pattern: string): Readonly<Record<string, () => Promise<unknown>>>
}
