/** The demo, as anyone starts it, with the ledger looking on. `CLOCK_AHEAD_MS` is time gone by. */
import { startDemo } from 'hono-embedded/src/demo.ts'
import { settingsFrom } from 'hono-embedded/src/settings.ts'
import { ledger } from '../ledger.ts'

const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0)
const clock = { now: () => new Date(Date.now() + ahead) }

const demo = await startDemo(settingsFrom(process.env), { plugins: [ledger()], clock })
console.log(demo.url)

process.once('SIGTERM', () => {
  void demo.stop().then(() => process.exit(0))
})
