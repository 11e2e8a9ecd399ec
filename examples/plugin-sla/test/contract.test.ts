import { describePluginContract } from '@deskhand/testing'
import { sla } from '../src/index.ts'
import { databases } from './support/databases.ts'

describePluginContract({
  plugin: sla(),
  databases,
  // Opening a ticket has filled the table already, and the fixture's ticket was answered in time.
  fill: () => {},
  samples: { 'sla.of': () => ({}) },
  filters: { sla: () => ['met'] },
})
