import { asks, customer, handsTo, note, type Problem, says, solves, worksOn } from '../problem.ts'

export const bookingProblems: readonly Problem[] = [
  {
    category: 'Bookings',
    priority: 'urgent',
    subjects: [
      'Two clients booked the same slot',
      'Double booking on {weekday} at {time}',
      'Overbooked: {booking}',
    ],
    texts: [
      'On {weekday} at {time} two clients were confirmed for one place. We only noticed when both stood at the door. How is this possible?',
      'Booking {booking} should have gone to the waiting list, the session was full. Instead the client got a confirmation.',
    ],
    turns: [
      worksOn(
        'Hi {customer}, this must not happen and I am sorry that it did. I am looking at both bookings now.',
      ),
      handsTo(
        'platform',
        'One of the two came in through the embedded form, the other through the app, 300 ms apart. Please check the lock on the slot.',
      ),
      note(
        'Confirmed. The embedded form still used the old endpoint, which did not lock. Fixed and deployed.',
      ),
      solves(
        'We found the reason: two bookings within the same second could both get the last place when one came through the form on your website. That is fixed. We have also searched for other cases in your account and found none.',
      ),
    ],
  },
  {
    category: 'Bookings',
    priority: 'normal',
    subjects: [
      'Waiting list does not move up',
      'Nobody is told when a place becomes free',
      'Waiting list for {weekday} stuck',
    ],
    texts: [
      'A client cancelled the session on {weekday}, but the first person on the waiting list was not asked. The place stayed empty.',
      'We had five people waiting and two free places after cancellations. I had to write to them by hand.',
    ],
    turns: [
      asks(
        'Hi {customer}, the waiting list closes a while before a session starts, by default twelve hours. The cancellation came nine hours before. Would you like a shorter time?',
      ),
      customer('I see! Two hours would suit us much better.'),
      solves(
        'Set to two hours. You find it under Sessions → Waiting list, and it can be different for each kind of session.',
      ),
    ],
  },
  {
    category: 'Bookings',
    priority: 'normal',
    subjects: [
      'Reminder e-mails arrive too late',
      'Clients get the reminder after the session',
      'No reminder for {booking}',
    ],
    texts: [
      'The reminder for our {time} sessions goes out in the afternoon, when the session is over. It used to come the day before.',
      'Three clients missed their session on {weekday} and all three say they got no reminder.',
    ],
    turns: [
      asks(
        'Hi {customer}, I can see that the reminders of your account are sent in the time zone of New York since {weekday}. Did somebody change the address of your studio?',
      ),
      customer(
        '{colleague} updated the address and must have picked the wrong country. Changed back now.',
      ),
      solves(
        'Then it is fine again: the reminders for tomorrow are scheduled for the right time. We will make the form ask before it moves a time zone.',
      ),
    ],
  },
  {
    category: 'Bookings',
    priority: 'low',
    subjects: [
      'How do I block a week for holidays?',
      'Close the studio for a few days',
      'Holiday closing: existing bookings',
    ],
    texts: [
      'We close for ten days in summer. How do I make sure that nobody can book, and what happens to the bookings that are there already?',
      'Is there a way to block a whole week for all rooms at once?',
    ],
    turns: [
      solves(
        'Hi {customer}, that is a closing time: Calendar → New → Closing time, then choose days and rooms. Bookings that are there already stay, and Larkbook offers you to cancel or move them in one go.',
      ),
    ],
  },
  {
    category: 'Bookings',
    priority: 'normal',
    subjects: [
      'Ten-session pass counts two for one visit',
      'Pass of a client has the wrong number of sessions left',
    ],
    texts: [
      'A client with a ten-session pass came on {weekday} and her pass went from 6 to 4. She booked once ({booking}).',
      'After moving booking {booking} to another day, the pass of the client was charged a second time.',
    ],
    turns: [
      note(
        'Moved twice by drag and drop. The second move was saved before the first had finished.',
      ),
      worksOn(
        'Hi {customer}, you are right, moving the booking took a second session. I have given it back.',
      ),
      customer('Thanks! Can you see whether other clients are affected?'),
      solves(
        'Good question. I went through all moved bookings of the last two months and found one more, of {weekday}, and corrected it. The cause is fixed with today’s update.',
      ),
    ],
  },
  {
    category: 'Bookings',
    priority: 'normal',
    subjects: [
      'Clients from abroad see the wrong time',
      'Online session shown one hour early',
      'Times are off by one hour since the clock change',
    ],
    texts: [
      'For our online sessions we have clients in other countries. Since the clocks changed they see {time} one hour early.',
      'The confirmation for {booking} says {time}, the calendar file attached to it says an hour later.',
    ],
    turns: [
      asks('Hi {customer}, could you forward me one of these confirmations with its attachment?'),
      customer('Sent to your support address just now. It is from a client in Lisbon.'),
      note(
        'The calendar file has the offset of the day of booking, not of the day of the session.',
      ),
      solves(
        'Found it, and thank you for the example. Confirmations from now on carry the right time. Clients who already have a wrong one get a corrected file tonight.',
      ),
    ],
  },
  {
    category: 'Bookings',
    priority: 'low',
    subjects: ['Cancellation period of 48 hours', 'Different cancellation rules for workshops'],
    texts: [
      'Can we have one cancellation period for weekly sessions and a longer one for workshops?',
      'Clients may cancel up to 24 hours before. For workshops with material we need at least 48 hours.',
    ],
    turns: [
      says(
        'Hi {customer}, yes: each kind of session can have its own rules. Open Sessions → Kinds, choose the workshop and set "Free cancellation until".',
      ),
      customer('Found it. Does it also apply to bookings made before the change?'),
      solves(
        'No, they keep the rules they were booked under. That is what your clients agreed to.',
      ),
    ],
  },
]
