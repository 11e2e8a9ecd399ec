import { asks, customer, note, type Problem, says, solves, worksOn } from '../problem.ts'

export const dataProblems: readonly Problem[] = [
  {
    category: 'Import and export',
    priority: 'normal',
    subjects: [
      'Import stops at row {row}',
      'CSV import fails without a reason',
      'Cannot import our clients',
    ],
    texts: [
      'The import of our client list stops at row {row} with "Invalid file". I can’t see anything special about that row.',
      'I tried to import our clients from a spreadsheet. It says "{row} rows read" and then nothing happens.',
    ],
    blanks: { row: ['112', '240', '1,031', '87'] },
    turns: [
      asks(
        'Hi {customer}, could you send me rows around {row}? Names and addresses changed, if you like.',
      ),
      customer(
        'Here they are:\n\n```\nname;email;birthday\nJane Doe;jane@mail.example;31.04.1990\n```',
      ),
      solves(
        'The birthday is the reason: April has thirty days only, so the import refuses "31.04.". I know that the message could be more helpful, and it will be: the next version names the row, the column and the value.',
      ),
    ],
  },
  {
    category: 'Import and export',
    priority: 'low',
    subjects: [
      'Special characters broken in the export',
      'Umlauts wrong in the CSV',
      'Export opens in one column',
    ],
    texts: [
      'In the exported list "Müller" reads "MÃ¼ller". Can this be avoided?',
      'When I open the export in a spreadsheet everything is in the first column.',
    ],
    turns: [
      solves(
        'Hi {customer}, that is the spreadsheet guessing the format. Choose "CSV for spreadsheets" in the export dialog: it has the mark that tells the program about the encoding, and the separator of your country.',
      ),
    ],
  },
  {
    category: 'Import and export',
    priority: 'normal',
    subjects: [
      'Report shows less revenue than our bank',
      'Revenue of last month does not add up',
      'Report and invoices differ by {amount}',
    ],
    texts: [
      'The monthly report shows {amount} less than what we received. Which number is right?',
      'If I add up all invoices of last month I get {amount} more than the report says.',
    ],
    turns: [
      worksOn('Hi {customer}, let me compare the two for you.'),
      note(
        'They compare by date of payment, the report goes by date of session. Passes sold last month are spread over sessions.',
      ),
      says(
        'Both are right, they answer different questions. The report counts a pass when its sessions take place, your bank when it was paid. Switch "Revenue by" to "Payment" at the top of the report and the difference is gone.',
      ),
      customer('That was it. I would never have found that switch on my own!'),
      solves('I will pass that on, it is rather well hidden. Have a good day, {customer}.'),
    ],
  },
  {
    category: 'Import and export',
    priority: 'high',
    subjects: [
      'Imported clients are all there twice',
      'Undo an import',
      'Wrong file imported, please undo',
    ],
    texts: [
      'I imported the same file a second time by mistake. Now we have every client twice. Is there any way back?',
      '{colleague} imported last year’s list over the current one. Phone numbers are the old ones now. Please help!',
    ],
    turns: [
      worksOn(
        'Hi {customer}, do not worry, imports can be undone for 30 days. I am checking whether anything was changed since.',
      ),
      note('Two clients were edited after the import, undo would lose that. Asked.'),
      asks(
        'I can take the import back. Two clients were edited afterwards, they would stay as they are now. Is that all right?',
      ),
      customer('Yes, please go ahead.'),
      solves('Done, everything is as it was before the import, apart from those two clients.'),
    ],
  },
  {
    category: 'Import and export',
    priority: 'normal',
    subjects: ['Move from another booking system', 'Can you take over our old bookings?'],
    texts: [
      'We are moving to Larkbook at the end of the month. Can bookings and passes be taken over from our old system?',
      'Our old system can export bookings as CSV. How do we get them into Larkbook, with all open passes?',
    ],
    turns: [
      asks(
        'Hi {customer}, welcome! Which system do you use now, and about how many bookings lie in the future?',
      ),
      customer(
        'A home-made one, with about 300 future bookings and 120 open passes. I can export anything.',
      ),
      worksOn(
        'That is well within what we do for you. I have put a template into your account: fill the two sheets and send them back, and we import them into a copy first.',
      ),
      customer('Filled and uploaded.'),
      note('Imported into a copy: 298 of 301 bookings, three without a client.'),
      solves(
        'The copy is ready for you to look at. Three bookings have no client, they are marked. When you are happy with it, one click under Settings → Imports makes it final.',
      ),
    ],
  },
]
