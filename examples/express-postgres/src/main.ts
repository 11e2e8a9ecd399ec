/** `node --conditions=deskhand-source src/main.ts` */
import { ConfigurationError } from '@deskhand/core'
import { StartError, settingsFrom } from './settings.ts'
import { demoPassword, type Shop, startShop } from './shop.ts'

try {
  const shop = await startShop(settingsFrom(process.env))
  stopOnSignals(shop)
  console.log(`
  Shop       ${shop.url}
  Helpdesk   ${shop.url}/helpdesk
  Sign in    ada@customer.example or grace@millrace.example, with "${demoPassword}"
`)
} catch (error) {
  const isPlain = error instanceof StartError || error instanceof ConfigurationError
  console.error(isPlain ? error.message : error)
  process.exitCode = 1
}

/** Stops in good order at the first signal; the second one ends it at once. */
function stopOnSignals(shop: Shop): void {
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (isStopping) process.exit(1)
      isStopping = true
      await shop.stop()
    })
  }
}
