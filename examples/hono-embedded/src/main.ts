/** `npx -y pnpm@12 demo` */
import { type Demo, startDemo } from './demo.ts'
import { explain } from './explain.ts'
import { elementFacts } from './pages/elements/manifest.ts'
import { type Settings, settingsFrom } from './settings.ts'

let settings: Settings | undefined
try {
  settings = settingsFrom(process.env)
  const demo = await startDemo(settings)
  stopOnSignals(demo)
  greet(demo, settings)
  // Reading their source takes seconds: the page about them is ready when somebody gets there.
  elementFacts(settings.dataDir).catch(() => {})
} catch (error) {
  console.error(explain(error, settings) ?? error)
  process.exitCode = 1
}

function greet({ url }: Demo, { databaseUrl, dataDir }: Settings): void {
  console.log(`
  Deskhand demo   ${url}
  API             ${url}/helpdesk   (reference: ${url}/reference)
  Tickets in      ${databaseUrl ? `Postgres at ${new URL(databaseUrl).host}` : `SQLite in ${dataDir}`}

  Demo login: no passwords, anyone can be anybody. Ctrl+C stops it.
`)
}

/** Stops in good order at the first signal; the second one ends it at once. */
function stopOnSignals(demo: Demo): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, async () => {
      if (stopping) process.exit(1)
      stopping = true
      await demo.stop()
      process.exit(0)
    })
  }
}
