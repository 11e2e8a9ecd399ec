import { afterEach, beforeEach } from 'vitest'
import { commands } from 'vitest/browser'
import { unmountAll } from './mount.ts'

// As on a page that somebody looks at: keys go into the frame of the test, not to the page around it.
beforeEach(() => window.focus())

afterEach(async () => {
  unmountAll()
  await commands.emulateMedia({ colorScheme: null, forcedColors: null })
})
