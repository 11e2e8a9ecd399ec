/** Everything that customers of Larkbook, the demo's made-up booking app for studios, write about. */
import type { Problem } from '../problem.ts'
import { accessProblems } from './access.ts'
import { billingProblems } from './billing.ts'
import { bookingProblems } from './bookings.ts'
import { calendarProblems } from './calendar.ts'
import { dataProblems } from './data.ts'
import { ideas } from './ideas.ts'
import { integrationProblems } from './integrations.ts'
import { mobileProblems } from './mobile.ts'

export const problems: readonly Problem[] = [
  ...billingProblems,
  ...bookingProblems,
  ...calendarProblems,
  ...accessProblems,
  ...integrationProblems,
  ...dataProblems,
  ...mobileProblems,
  ...ideas,
]
