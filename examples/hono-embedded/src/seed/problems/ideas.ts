import { asks, customer, note, type Problem, says, solves } from '../problem.ts'

export const ideas: readonly Problem[] = [
  {
    category: 'Ideas',
    priority: 'low',
    subjects: [
      'Gift vouchers',
      'Idea: vouchers that clients can print',
      'Sell vouchers on the booking page',
    ],
    texts: [
      'Around the holidays many people ask us for vouchers. Could clients buy and print them on the booking page?',
    ],
    turns: [
      note('Tenth request for vouchers. Added to the list with the name of the studio.'),
      says(
        'Hi {customer}, thank you, you are not the only one! Vouchers are planned for autumn. Would you like to try them before everybody else does?',
      ),
      customer('Very much so. Put us on the list!'),
      solves('You are on it. I will be in touch when the test begins.'),
    ],
  },
  {
    category: 'Ideas',
    priority: 'low',
    subjects: ['Dark mode for the website', 'Please make the calendar less bright', 'Dark mode?'],
    texts: ['We sit at the desk until late in the evening. A dark mode would be kind to our eyes.'],
    turns: [
      solves(
        'Hi {customer}, it has just arrived: Profile → Appearance → Dark. "Automatic" follows your computer.',
      ),
    ],
  },
  {
    category: 'Ideas',
    priority: 'normal',
    subjects: [
      'Group bookings for families',
      'Book several places at once',
      'One booking for a group of {count}',
    ],
    texts: [
      'Families have to book every child on its own, with the same data again and again. One booking for several people would be great.',
      'A company wants to book {count} places for its staff. Do they really have to fill in the form {count} times?',
    ],
    blanks: { count: ['four', 'eight', 'twelve'] },
    turns: [
      asks(
        'Hi {customer}, you can allow several places in one booking: Sessions → Kinds → Places per booking. Does that cover it, or do you need a name for each place?',
      ),
      customer('We need the names, for the insurance.'),
      says(
        'Then switch on "Ask for all names" right below. The form then shows one line for each person.',
      ),
      solves('I have switched both on for your weekend sessions, so that you can have a look.'),
    ],
  },
  {
    category: 'Ideas',
    priority: 'low',
    subjects: ['Statistics by teacher', 'How full are the sessions of {colleague}?'],
    texts: [
      'We would like to see how well the sessions of each teacher are booked, over a whole season.',
      'Is there a report that shows who teaches how many hours? We need it for the payroll.',
    ],
    turns: [
      says(
        'Hi {customer}, the report "Occupancy" can be grouped by teacher, at the top right. Is that what you are looking for?',
      ),
      customer('Almost. We would need hours instead of per cent.'),
      solves(
        'Hours are in its export, in the last column. I have added your wish for the page itself to our list.',
      ),
    ],
  },
]
