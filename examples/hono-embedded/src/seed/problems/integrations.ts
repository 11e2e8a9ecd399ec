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

export const integrationProblems: readonly Problem[] = [
  {
    category: 'Integrations and API',
    priority: 'high',
    subjects: [
      'Webhooks arrive hours late',
      'No webhook for {event} since {weekday}',
      'Webhook deliveries delayed',
    ],
    texts: [
      'Our website relies on the webhook `{event}`. Since {weekday} it comes with a delay of two to three hours. Before it was a matter of seconds.',
      'We get `{event}` for some bookings and not for others. In the log of the endpoint there is nothing for {booking}.',
    ],
    blanks: { event: ['booking.created', 'booking.cancelled', 'invoice.paid'] },
    turns: [
      worksOn(
        'Hi {customer}, I can see your deliveries piling up. I have asked our platform team to have a look.',
      ),
      handsTo(
        'platform',
        'Deliveries to one endpoint of this account time out and hold up the others. Can we tell them apart?',
      ),
      note(
        'Their second endpoint (a test server) does not answer. We deliver in order per account, so everything waits.',
      ),
      asks(
        'Your second endpoint, the one on `test.`, has not answered for days, and deliveries wait for each other. Can you remove it, or shall I pause it?',
      ),
      customer('Ah, that server is gone. Removed!'),
      solves(
        'Everything has been delivered by now. We will change the order to be kept by endpoint, so that one can’t hold up another.',
      ),
    ],
  },
  {
    category: 'Integrations and API',
    priority: 'normal',
    subjects: [
      'API returns 429 during import',
      'Rate limit too low for our sync',
      'Too many requests with {count} clients',
    ],
    texts: [
      'We sync {count} clients every night. After a minute the API answers `429 Too Many Requests` and the rest fails:\n\n```\nHTTP/1.1 429 Too Many Requests\nRetry-After: 17\n```\n\nCan the limit be raised?',
    ],
    blanks: { count: ['1,200', '3,400', '8,000'] },
    turns: [
      says(
        'Hi {customer}, you do not need more requests, you need fewer: `GET /clients?updated_since=…` returns only what has changed, 200 at a time. For {count} clients that is seldom more than two requests a night.',
      ),
      customer('That works nicely. Is there something like it for bookings?'),
      solves('Yes, the same parameter exists on `/bookings` and `/invoices`.'),
    ],
  },
  {
    category: 'Integrations and API',
    priority: 'normal',
    subjects: [
      'Booking form on our website stays empty',
      'Embedded calendar shows a white box',
      'Widget not loading in {browser}',
    ],
    texts: [
      'The booking form on our website shows nothing but a white box in {browser}. On our own computers it works.',
      'After a redesign of our website the embedded calendar does not load any more. The console says `Refused to frame`.',
    ],
    blanks: { browser: ['Safari', 'Firefox', 'Chrome'] },
    turns: [
      asks(
        'Hi {customer}, could you send me the address of the page? Then I can have a look at it myself.',
      ),
      customer('It is the page "Book a session" on our website, right at the top of the menu.'),
      solves(
        'Thanks. Your website sends a Content-Security-Policy that does not name us. Add this and it loads:\n\n```\nframe-src https://book.larkbook.example\n```',
      ),
    ],
  },
  {
    category: 'Integrations and API',
    priority: 'normal',
    subjects: [
      'Connect Larkbook with our accounting',
      'Invoices are not passed on to {software}',
      'Wrong revenue account in {software}',
    ],
    texts: [
      'The invoices of this month were not passed on to {software}. The last one there is {invoice}.',
      'All invoices land on the same revenue account in {software}. Workshops should go to another one.',
    ],
    blanks: { software: ['our accounting', 'our tax adviser’s software', 'our ledger'] },
    turns: [
      worksOn('Hi {customer}, I see that the transfer stopped at {invoice}. I am having a look.'),
      note(
        'The partner’s API answers 403. They changed the permissions of all connected apps last week.',
      ),
      waits(
        'The other side has changed its permissions and now refuses us. We have reported it and they have promised an answer within the week. Nothing gets lost: what was not passed on yet is waiting.',
      ),
      says(
        'Good news, they have released our app. The invoices that were waiting are being passed on right now.',
      ),
      solves(
        'All of them have arrived, {invoice} was the last one. Please tell me if you miss any.',
      ),
    ],
  },
  {
    category: 'Integrations and API',
    priority: 'low',
    subjects: ['Is there a sandbox?', 'Test account for our developer'],
    texts: [
      'Our developer would like to try the API without touching real bookings. Is there a test environment?',
      'How can we test webhooks without making real bookings?',
    ],
    turns: [
      solves(
        'Hi {customer}, you can make a sandbox under Settings → Developers → New sandbox. It has clients and bookings that are made up, its own keys, and it sends no mail to anybody.',
      ),
    ],
  },
  {
    category: 'Integrations and API',
    priority: 'normal',
    subjects: ['Signature of webhooks does not match', 'How is X-Larkbook-Signature computed?'],
    texts: [
      'Our check of the webhook signature fails for about one in ten deliveries. The code is the one from your documentation.',
    ],
    turns: [
      asks(
        'Hi {customer}, do the failing ones have an umlaut or an emoji in them, for example in the name of a client? The signature is over the bytes as they were sent, so it fails when the body was parsed and written again.',
      ),
      customer('Spot on, our framework parsed the JSON first. With the raw body it works.'),
      solves('Glad to hear it. I have asked for that sentence to be added to the documentation.'),
    ],
  },
]
