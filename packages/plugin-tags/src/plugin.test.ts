import { ConfigurationError } from '@deskhand/core/plugin'
import { expect, it } from 'vitest'
import { tags } from './plugin.ts'

it.each<[string, unknown]>([
  ['tags() takes an object of options, not true. Write tags() or tags({ agents', true],
  ['the option "agentMayCreate". Did you mean "agentsMayCreate"?', { agentMayCreate: true }],
  [
    'got a string as the option "agentsMayCreate". It must be true or false.',
    { agentsMayCreate: 'no' },
  ],
])('says %s', (message, options) => {
  expect(() => tags(options as never)).toThrow(ConfigurationError)
  expect(() => tags(options as never)).toThrow(message)
})
