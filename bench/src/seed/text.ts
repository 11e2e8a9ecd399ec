/** Texts of the length that people write to a helpdesk. */
import { between, pick, type Random } from './random.ts'

const subjects = [
  'The invoice of last month is missing',
  'Cannot sign in since this morning',
  'Export stops after a few hundred rows',
  'How do I change the owner of a workspace?',
  'The calendar shows the wrong time zone',
  'Payment was taken twice',
  'Please add a second address to our account',
  'The app closes when a photo is attached',
]

const sentences = [
  'It worked until yesterday and nobody here has changed anything.',
  'We tried it in two browsers with the same result.',
  'Our bookkeeper needs it before the end of the week.',
  'The page stays white for a while and then says that something went wrong.',
  'I have looked through the help pages and found nothing about it.',
  'A colleague of mine sees the same on another computer.',
  'Could you have a look and tell us what to do?',
  'Thank you, that was quick.',
]

export const subjectOf = (random: Random, number: number) => `${pick(random, subjects)} (${number})`

export function proseOf(random: Random): { text: string; html: string } {
  const length = between(random, 1, 6)
  const text = Array.from({ length }, () => pick(random, sentences)).join(' ')
  return { text, html: `<p>${text}</p>\n` }
}
