import {
  asks,
  customer,
  handsTo,
  note,
  type Problem,
  says,
  solves,
  waits,
  worksOn,
} from '../problem.ts'

export const billingProblems: readonly Problem[] = [
  {
    category: 'Billing',
    priority: 'high',
    subjects: [
      'Charged twice this month',
      'Double charge on {invoice}',
      'Two payments of {amount} for one invoice',
    ],
    texts: [
      'Hello, our card statement shows {amount} twice on the same day, but there is only one invoice ({invoice}). Please refund one of them.',
      'We paid {invoice} on {weekday} and the same amount left our account again the next morning. Can you check what happened?',
    ],
    turns: [
      note(
        'Two successful charges for {invoice}, four minutes apart. Looks like the first answer from the card provider timed out and we tried again.',
      ),
      worksOn(
        'Hi {customer}, I am sorry about that. I can see both payments and have asked for the second one to be refunded. You will get a confirmation from us today.',
      ),
      customer('Thank you for the quick answer. How long does a refund take to show up?'),
      solves(
        'The refund of {amount} is on its way. Banks usually need three to five working days until it appears on the statement. {invoice} itself stays paid, so there is nothing left for you to do.',
      ),
    ],
  },
  {
    category: 'Billing',
    priority: 'normal',
    subjects: ['VAT number missing on invoices', 'Our VAT ID is not on {invoice}'],
    texts: [
      'Our accountant sent {invoice} back because our VAT number is not on it. We did enter it in the settings. Can you reissue the invoice?',
      'Since we changed the company address, the invoices come without our VAT number. We need it on {invoice} and on all that follow.',
    ],
    turns: [
      asks(
        'Hi {customer}, the number in your settings has a space in it, and our check refuses that without telling you. May I correct it and reissue {invoice}? It keeps its number and gets a new date.',
      ),
      customer('Yes please, and the new date is fine.'),
      solves('Done: the corrected {invoice} is in your inbox and under Settings → Invoices.'),
    ],
  },
  {
    category: 'Billing',
    priority: 'normal',
    subjects: [
      'Switch from monthly to yearly billing',
      'How do we change to the yearly plan?',
      'Upgrade to {plan} in the middle of the month',
    ],
    texts: [
      'We would like to move to {plan}, billed once a year. What happens to the rest of this month that we have already paid?',
      'Is it possible to change to {plan} now, or do we have to wait until the next invoice?',
    ],
    blanks: { plan: ['the Studio plan', 'the Team plan', 'the Solo plan'] },
    turns: [
      says(
        'Hi {customer}, you can change at any time under Settings → Plan. What is left of the current month is credited and shown as a line of its own on the first yearly invoice.',
      ),
      customer('Perfect. And can the invoice go to our bookkeeper directly?'),
      solves(
        'It can: add their address under Settings → Invoices → Copies. They get the PDF only and need no account.',
      ),
    ],
  },
  {
    category: 'Billing',
    priority: 'high',
    subjects: [
      'Card declined, but our bank says it is fine',
      'Payment fails with a new card',
      'Cannot update our card',
    ],
    texts: [
      'Every attempt to pay {invoice} ends with "Your card was declined". The bank sees no attempt at all. We are afraid that our booking page goes offline.',
      'Our old card expires this month. When I enter the new one I get to the confirmation of the bank, and then back to the form, which is empty again.',
    ],
    turns: [
      worksOn(
        'Hi {customer}, first of all: your booking page stays online, we never switch anything off over a failed payment without talking to you. I am looking at the attempts now.',
      ),
      note(
        'All attempts end before 3-D Secure. Third case this month with the same issuing bank. Asked the card provider, they have opened a case.',
      ),
      waits(
        'It is not your card: our payment provider has a problem with your bank at the moment. They are working on it and I will tell you as soon as they have news. The due date of {invoice} is moved by two weeks.',
      ),
      says(
        'The provider has fixed it on their side. Could you try once more when you have a minute?',
      ),
      customer('It went through this time.'),
      solves('Great, {invoice} is marked as paid. Thank you for your patience, {customer}.'),
    ],
  },
  {
    category: 'Billing',
    priority: 'low',
    subjects: [
      'Receipt for {amount} needed for our tax return',
      'Copies of all invoices of last year',
    ],
    texts: [
      'Could you send me all of last year’s invoices in one file? Downloading them one at a time takes forever.',
      'For our tax return I need proof of every payment of last year. Is there an overview somewhere?',
    ],
    turns: [
      solves(
        'Hi {customer}, under Settings → Invoices you can tick a whole year and choose "Download as ZIP". The file has every invoice as a PDF and a CSV with all payments.',
      ),
    ],
  },
  {
    category: 'Billing',
    priority: 'normal',
    subjects: [
      'Refund for a cancelled session has not arrived',
      'Client is waiting for a refund ({booking})',
    ],
    texts: [
      'A client cancelled booking {booking} in time and was promised {amount} back. Two weeks later nothing has arrived, and she writes to us every day.',
    ],
    turns: [
      asks(
        'Hi {customer}, the refund was sent, but to a card that has been replaced since. The bank gave the money back to us. Does the client prefer a transfer or credit for her next session?',
      ),
      customer('She takes the credit. Thanks for finding out!'),
      solves(
        'The credit of {amount} is in her account and she has received a note about it. It does not expire.',
      ),
    ],
  },
  {
    category: 'Billing',
    priority: 'urgent',
    subjects: ['Our clients cannot pay online', 'Checkout shows an error for every client'],
    texts: [
      'Since this morning nobody can pay for a session. The page says "Something went wrong" after the card number. We have a full weekend of bookings coming, please help!',
    ],
    turns: [
      handsTo(
        'platform',
        'Reproduced with a test card on their booking page. Only accounts with the old payment form seem to be affected.',
      ),
      worksOn(
        'Hi {customer}, we can reproduce it and are working on it right now. Until then you can switch on "Pay on site" under Settings → Payments, so that clients can go on booking.',
      ),
      note('Rolled back the change to the payment form. Watching the error rate for an hour.'),
      solves(
        'The checkout works again. It was broken by a change that we made last night and have taken back. I am sorry for the trouble this caused you.',
      ),
      customer('It works again for most of our clients, but one still sees the error.'),
      solves(
        'That one still had the old page open; a reload is enough. I checked the payments of the last hour and all of them went through.',
      ),
    ],
  },
]
