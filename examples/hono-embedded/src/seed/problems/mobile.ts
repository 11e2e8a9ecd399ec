import { asks, customer, handsTo, note, type Problem, solves, waits, worksOn } from '../problem.ts'

const phone = ['iPhone', 'Pixel', 'Galaxy', 'iPad', 'Fairphone']

export const mobileProblems: readonly Problem[] = [
  {
    category: 'Mobile app',
    priority: 'high',
    subjects: [
      'App crashes at start',
      'App closes itself on my {phone}',
      'Crash after the update on {phone}',
    ],
    texts: [
      'Since the update the app closes right after the logo on my {phone}. Installing it again did not change anything.',
      'The app crashes as soon as I open the calendar on my {phone}. Lists work.',
    ],
    blanks: { phone },
    turns: [
      asks(
        'Hi {customer}, which version do you see in the store, and is the system of the {phone} up to date?',
      ),
      customer('Version 4.12.0, and the system is the latest one.'),
      handsTo(
        'platform',
        'Crash on start with 4.12.0, four reports today. All of them have a session without a room.',
      ),
      note('Fixed in 4.12.1, waiting for the review of the store.'),
      waits(
        'We found the bug, and 4.12.1 is with the store for review. That takes a day or two. Until then the website on your {phone} can do everything the app does.',
      ),
      solves('4.12.1 is out. Please update and let me know if you see anything odd.'),
      customer('Works again, thanks. One more thing: the badge with the number does not go away.'),
      solves('That goes away after opening the inbox in the app once. We will make it smarter.'),
    ],
  },
  {
    category: 'Mobile app',
    priority: 'normal',
    subjects: [
      'No push notifications on my {phone}',
      'Push messages stopped',
      'Notifications come hours later',
    ],
    texts: [
      'I no longer get a notification when somebody books. Everything is switched on in the settings of the {phone}.',
      'New bookings show up on my {phone} hours later, {colleague} gets them at once.',
    ],
    blanks: { phone },
    turns: [
      asks(
        'Hi {customer}, please have a look at Profile → Devices in the app: is your {phone} in the list, and with what date?',
      ),
      customer('It is not in the list at all!'),
      solves(
        'Then sign out and in again, that registers it. It gets lost when a phone is restored from a backup.',
      ),
    ],
  },
  {
    category: 'Mobile app',
    priority: 'normal',
    subjects: [
      'Check-in by QR code does not work',
      'Camera stays black when scanning',
      'Scanner does not recognise passes',
    ],
    texts: [
      'When I scan the code of a client, the camera picture stays black on the {phone}.',
      'The scanner recognises codes on paper, but not those on the phones of our clients.',
    ],
    blanks: { phone },
    turns: [
      worksOn('Hi {customer}, thank you for telling us. I am trying it with a {phone} here.'),
      note(
        'Reproduced with dark mode: the code is shown white on black. The scanner wants it the other way round.',
      ),
      solves(
        'Codes on phones in dark mode were inverted, and the scanner could not read them. With today’s update of the app it reads both.',
      ),
    ],
  },
  {
    category: 'Mobile app',
    priority: 'low',
    subjects: ['App in the wrong language', 'How do I change the language of the app?'],
    texts: [
      'My {phone} is set to English, but the app greets me in Dutch. Where can I change that?',
    ],
    blanks: { phone },
    turns: [
      solves(
        'Hi {customer}, the app follows the language of your account: Profile → Language on the website. In the next version it will follow the phone.',
      ),
    ],
  },
]
