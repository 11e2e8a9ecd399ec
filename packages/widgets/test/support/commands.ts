/** What a test asks of the browser around its page. */
import type { BrowserCommand } from 'vitest/node'

export interface EmulatedMedia {
  readonly colorScheme?: 'light' | 'dark' | null
  readonly forcedColors?: 'active' | 'none' | null
  readonly reducedMotion?: 'reduce' | 'no-preference' | null
}

const emulateMedia: BrowserCommand<[media: EmulatedMedia]> = ({ page }, media) =>
  page.emulateMedia(media)

export const commands = { emulateMedia }

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Like `page.emulateMedia` of Playwright; `null` goes back to the default. */
    emulateMedia(media: EmulatedMedia): Promise<void>
  }
}
