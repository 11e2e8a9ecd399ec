import type { CategoryName } from './problem.ts'

export const categories: Readonly<Record<CategoryName, string>> = {
  Billing: 'Invoices, payments and refunds',
  Bookings: 'Sessions, passes, waiting lists and reminders',
  'Calendar sync': 'Google Calendar, Outlook, iCloud and others',
  'Account and access': 'Signing in, people and roles',
  'Integrations and API': 'Webhooks, the embedded form, accounting',
  'Import and export': 'Files in and out, reports',
  'Mobile app': 'The app for studios on phones and tablets',
  Ideas: 'What Larkbook should learn next',
}
