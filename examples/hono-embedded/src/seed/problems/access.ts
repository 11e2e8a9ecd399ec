import { asks, customer, handsTo, note, type Problem, says, solves, worksOn } from '../problem.ts'

export const accessProblems: readonly Problem[] = [
  {
    category: 'Account and access',
    priority: 'high',
    subjects: [
      'Locked out after getting a new phone',
      'Two-factor code no longer works',
      'Lost my authenticator app',
    ],
    texts: [
      'I have a new phone and did not move the authenticator app. The old one is wiped already. How do I get back in?',
      'Larkbook refuses every code from my app since {weekday}. I have no recovery codes left.',
    ],
    turns: [
      asks(
        'Hi {customer}, we can reset it once we know that it is you. Please answer from the address of your account and tell us the number of your latest invoice and the day of your first booking.',
      ),
      customer(
        'The latest invoice is {invoice}. Our first booking was in spring two years ago, I think in April.',
      ),
      note('Both match. Second factor reset, sessions ended, owner informed.'),
      solves(
        'Thank you, that matches. The second factor is switched off for your account. Please set it up again at the next sign-in, and print the recovery codes this time. 🙂',
      ),
    ],
  },
  {
    category: 'Account and access',
    priority: 'normal',
    subjects: [
      'Invitation mail never arrives',
      'New colleague gets no invitation',
      '{colleague} cannot join our account',
    ],
    texts: [
      'I have invited {colleague} three times now. Nothing arrives, not even in the spam folder.',
      'We have a new colleague at the front desk. The invitation is shown as "sent" but she has nothing in her inbox.',
    ],
    turns: [
      note('Bounced: the mailbox is over quota. We show "sent" even when it bounces, see ACC-77.'),
      says(
        'Hi {customer}, the mail came back to us because the mailbox is full. You can also copy the link of an invitation: Settings → People → three dots → Copy link.',
      ),
      customer('The link worked, thank you!'),
      solves(
        'Very good. And we will show when an invitation could not be delivered, thanks for the hint.',
      ),
    ],
  },
  {
    category: 'Account and access',
    priority: 'normal',
    subjects: [
      'Front desk should not see revenue',
      'Role for helpers without access to invoices',
      'What may the role "Staff" see?',
    ],
    texts: [
      'Our helpers should check clients in and nothing else. At the moment they can see what every client has paid.',
      'Which role do I choose for somebody who only manages bookings? "Staff" can open the reports.',
    ],
    turns: [
      solves(
        'Hi {customer}, the role for that is "Front desk": bookings and check-in, no amounts, no reports, no exports. You change it under Settings → People, and it takes effect at once.',
      ),
    ],
  },
  {
    category: 'Account and access',
    priority: 'normal',
    subjects: ['Change the owner of our account', 'Our founder has left, who is the owner now?'],
    texts: [
      'The account still belongs to our former manager. How do we make {colleague} the owner?',
      'Our founder retired and we cannot change the plan because only he is allowed to.',
    ],
    turns: [
      asks(
        'Hi {customer}, the present owner can hand it over under Settings → Account → Owner. If they can’t be reached any more, we need an extract from the register and a copy of your trading licence. Which is it?',
      ),
      customer('We reached him, he will do it tonight.'),
      solves('Then you are all set. The new owner gets a mail and has to confirm within a week.'),
    ],
  },
  {
    category: 'Account and access',
    priority: 'urgent',
    subjects: ['Somebody else signed in to our account', 'Strange sign-in from another country'],
    texts: [
      'I got a mail about a sign-in last night at {time} from a city I have never been to. Nobody of us was online. What should we do?',
    ],
    turns: [
      worksOn(
        'Hi {customer}, I have ended all sessions of your account, so everybody has to sign in again. Please set a new password now that you use nowhere else. I am checking what was done in that session.',
      ),
      handsTo(
        'platform',
        'Please look at the audit log between {time} and the end of the session. Password was probably reused.',
      ),
      note(
        'Read only: the list of sessions was opened, no client data, no export. Password found in a public list of leaked ones.',
      ),
      solves(
        'The result: whoever it was saw your calendar of that day and nothing else. No client data was opened or exported. Please keep two-factor sign-in switched on for everybody, Settings → Security → Required.',
      ),
    ],
  },
  {
    category: 'Account and access',
    priority: 'low',
    subjects: [
      'Please delete the data of a former client',
      'Request for deletion of personal data',
    ],
    texts: [
      'A former client asks us to delete all of her data. How do we do that and what do we have to keep?',
      'We got a request for deletion under the GDPR. The client has old invoices, can we still delete her?',
    ],
    turns: [
      says(
        'Hi {customer}, open the client and choose "Forget". Name, contact data, notes and messages are removed for good. Invoices stay for as long as tax law asks, without anything beyond what has to be on them.',
      ),
      customer('And how do I prove to her that it is done?'),
      solves('You get a PDF with date and extent of the deletion. You can pass that on as it is.'),
    ],
  },
]
