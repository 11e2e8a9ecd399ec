import { afterEach } from 'vitest'
import { commands } from 'vitest/browser'
import { unmountAll } from './mount.ts'

afterEach(async () => {
  unmountAll()
  await commands.emulateMedia({ colorScheme: null, forcedColors: null })
})
