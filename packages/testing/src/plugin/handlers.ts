import { expect } from 'vitest'
import type { Check } from '../suite.ts'
import type { Stand } from './subject.ts'

export function handlerChecks({ ground, plugin, tables }: Stand): Check[] {
  if (tables.length === 0) return []
  return [
    {
      name: 'has the handlers that its tables need',
      async run() {
        const findings = await ground.desk.helpdesk.doctor()
        const own = findings.filter(
          ({ code, detail }) =>
            code === 'missing_handler' && detail.startsWith(`The plugin "${plugin.id}" `),
        )
        const said = own.map(({ detail }) => detail).join('\n')
        expect(own, said).toEqual([])
      },
    },
  ]
}
