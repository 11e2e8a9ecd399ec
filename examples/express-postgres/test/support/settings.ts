import type { Settings } from '../../src/settings.ts'

/** On any free port. */
export function settingsFor(databaseUrl: string): Settings {
  return {
    host: '127.0.0.1',
    port: 0,
    databaseUrl,
    sessionSecret: 'only good enough for a test of sessions',
    helpdeskSecret: 'only good enough for a test of a helpdesk',
    isBehindProxy: false,
  }
}
