/** What the server accepts, checked before anything is uploaded. */
import type { AttachmentFacts } from '@deskhand/plugin-attachments/client'
import type { Session } from '../session/session.ts'

/** What is wrong with a file, as far as it can be known beforehand. */
export type FileFault = 'empty' | 'tooLarge' | 'wrongType' | 'tooMany'

/** `undefined` where the server has no attachments. */
export function attachmentFacts(
  session: Pick<Session, 'capabilities'> | undefined,
): AttachmentFacts | undefined {
  const plugin = session?.capabilities?.plugins.find(({ id }) => id === 'attachments')
  if (!plugin) return undefined
  const { fileBytes, filesAtOnce, extensions, isScanned } = plugin.facts as Partial<AttachmentFacts>
  return {
    fileBytes: fileBytes ?? Number.POSITIVE_INFINITY,
    filesAtOnce: filesAtOnce ?? Number.POSITIVE_INFINITY,
    extensions: extensions ?? [],
    isScanned: isScanned ?? false,
  }
}

/** A name without an extension passes: the server looks at the bytes. */
export function faultOf(
  { name, size }: Pick<File, 'name' | 'size'>,
  { fileBytes, filesAtOnce, extensions }: AttachmentFacts,
  count: number,
): FileFault | undefined {
  if (size === 0) return 'empty'
  if (size > fileBytes) return 'tooLarge'
  const [, extension] = /\.([a-z0-9]{1,10})$/i.exec(name) ?? []
  const isRefused = extension !== undefined && !extensions.includes(extension.toLowerCase())
  if (isRefused && extensions.length > 0) return 'wrongType'
  return count >= filesAtOnce ? 'tooMany' : undefined
}

/** For the `accept` of a file input. */
export function acceptOf({ extensions }: AttachmentFacts): string {
  return extensions.map((extension) => `.${extension}`).join()
}
