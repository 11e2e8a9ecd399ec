import { asks, customer, handsTo, note, type Problem, solves, waits, worksOn } from '../problem.ts'

const calendar = ['Google Calendar', 'Outlook', 'iCloud', 'Fastmail']

export const calendarProblems: readonly Problem[] = [
  {
    category: 'Calendar sync',
    priority: 'high',
    subjects: [
      '{calendar} sync has stopped',
      'Bookings no longer appear in {calendar}',
      'Sync with {calendar} broken since {weekday}',
    ],
    texts: [
      'Since {weekday} new bookings do not show up in {calendar}. Removing and adding the connection did not help.',
      'The bookings of the last days are missing in {calendar}. The status in Larkbook says "Connected", with a green dot.',
    ],
    blanks: { calendar },
    turns: [
      worksOn(
        'Hi {customer}, thank you for writing. I have started a full sync by hand and am watching what happens.',
      ),
      note(
        'The token is valid, but the channel for changes has expired and was not renewed. Same as PLAT-412.',
      ),
      handsTo(
        'platform',
        'Please renew the channel for this account and check why the renewal job skipped it.',
      ),
      solves(
        'All bookings are in {calendar} again. The connection had expired on our side without the status telling so; from now on it will.',
      ),
      customer('Nearly! The booking of {weekday} at {time} is still missing.'),
      solves(
        'That one had been deleted in {calendar} by hand, so the sync left it alone. I have restored it.',
      ),
    ],
  },
  {
    category: 'Calendar sync',
    priority: 'normal',
    subjects: [
      'Private appointments are visible to clients',
      'Titles from {calendar} show up on our booking page',
    ],
    texts: [
      'I connected {calendar} so that nobody books while I am busy. Now clients can read "Dentist" on our booking page. That should just say "busy"!',
    ],
    blanks: { calendar },
    turns: [
      worksOn(
        'Hi {customer}, I understand that this is uncomfortable. I have hidden the titles for you right away.',
      ),
      solves(
        'For the future: Settings → Calendars → {calendar} → Show as "Busy". It is the default for new connections; yours was made before we had that choice, and we have now switched it for everybody.',
      ),
    ],
  },
  {
    category: 'Calendar sync',
    priority: 'normal',
    subjects: ['Every booking appears twice in {calendar}', 'Duplicates in {calendar}'],
    texts: [
      'After {colleague} connected {calendar} as well, each booking is there twice, once from each of us.',
      'We see each booking two times in {calendar}: once with the name of the client and once without.',
    ],
    blanks: { calendar },
    turns: [
      asks(
        'Hi {customer}, do both of you write to the same shared calendar? Then one connection for the studio is enough, and the personal ones can be set to read only.',
      ),
      customer(
        'Yes, it is one shared calendar. Set to read only, but the old duplicates are still there.',
      ),
      solves(
        'I have removed the 43 duplicates from the shared calendar. From now on there is one of each.',
      ),
    ],
  },
  {
    category: 'Calendar sync',
    priority: 'normal',
    subjects: [
      '{calendar} asks for permission every day',
      'Connection to {calendar} expires all the time',
    ],
    texts: [
      'Every morning I have to sign in to {calendar} again, otherwise the sync stops. Is there a way to make it permanent?',
    ],
    blanks: { calendar },
    turns: [
      asks(
        'Hi {customer}, is your calendar run by a company administrator, or is it a private account?',
      ),
      customer('It belongs to our association, they have an administrator.'),
      note('The administrator limits sessions to 24 hours for apps that are not approved.'),
      waits(
        'That explains it: your administrator limits apps that they have not approved to one day. I have sent them the page with what they need to know to approve Larkbook. It is in their hands now.',
      ),
      customer('They approved it yesterday and it has stayed connected since.'),
      solves('Wonderful. I am closing this here; just answer if it comes back.'),
    ],
  },
  {
    category: 'Calendar sync',
    priority: 'low',
    subjects: ['Colours per room in {calendar}', 'Can sessions have colours in {calendar}?'],
    texts: [
      'In Larkbook each room has a colour. It would help a lot to see the same colours in {calendar}.',
    ],
    blanks: { calendar },
    turns: [
      solves(
        'Hi {customer}, calendars accept one colour for each calendar and not for each event. What works: connect one calendar per room under Settings → Calendars → By room, then give each its colour.',
      ),
    ],
  },
]
