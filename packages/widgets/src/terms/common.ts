import { defineTerms } from './terms.ts'

/** The texts that several elements share. */
export const commonTerms = defineTerms('common', {
  loading: 'Loading…',
  retry: 'Try again',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  clear: 'Clear',
  dismiss: 'Dismiss',
  messages: 'Messages',
  nobody: 'Nobody',
  unknownPerson: 'Unknown person',
  failed: 'This part of the page could not be shown.',
  failedPart: (label: string) => `“${label}” could not be shown.`,
  offline: 'You are offline. What you see may be out of date.',
  signedOut: 'You are signed out.',
  serverFailed: 'The server could not be reached.',
})
