/** docs/benchmarks.md */
import { writeFileSync } from 'node:fs'
import { whenAndWhere } from './section.ts'

export function writeReport(file: string, table: string): void {
  writeFileSync(file, reportOf(table, whenAndWhere()))
}

function reportOf(table: string, when: string): string {
  return `# Benchmarks

Written by \`pnpm bench --write\`. Measured ${when}.

${table}

## How to read it

Eight connections ask over HTTP as fast as they are answered; server and load are processes of one
machine. Ratios are what counts: all that stand in a line were measured in turn, a few seconds each,
and the figures are medians of the rounds.

- \`req/s\`, \`p50\`, \`p95\`, \`CPU µs\`: the helpdesk, mounted in a Hono app with the tags plugin and its
  background work running. CPU is the processor time of the server's process for each request.
- \`(a)\`: a bare Hono route that runs the same statements on the same driver and in the same way (kept
  prepared on SQLite, unnamed on Postgres), ids, numbers and events included, and serialises the same answer.
  It knows who asks in the same way, and that is all it does.
- \`(b)\`: a bare Hono route that says hello.
- \`÷ (a)\`, \`÷ (b)\`: requests a second beside theirs. \`CPU (a) ÷\`: processor time of (a) beside ours.
- \`× smallest\`: how much more a request costs than at the smallest number of tickets.

| case | request |
| --- | --- |
| newest 50 open tickets | \`GET /tickets?status[]=open&limit=50\` |
| status + assignee + month | \`GET /tickets?status[]=closed&assignee=…&created[from]=…&created[to]=…\`, 12 of them in turn |
| two tags | \`GET /tickets?tags[all][]=…&tags[all][]=…\`, eight pairs that fill a page at 10k tickets |
| two tags that hardly meet | the same with four pairs that are rarely on one ticket |
| a ticket’s 20 replies | \`GET /tickets/{id}/replies?limit=20\`, up to 50 tickets in turn |
| create a ticket | \`POST /tickets\` by a customer |
| reply to a ticket | \`POST /tickets/{id}/replies\` by an agent, up to 500 tickets in turn |

The tickets: 2 % live, the rest closed, over twelve months; 200 agents who are busy by a Zipf law; three
tags each out of 200 by a Zipf law; two replies on average. SQLite syncs each commit, and so does Postgres
(\`fsync\` and \`synchronous_commit\` on, on the same machine).

Files have a table [of their own](attachments.md#how-fast-it-is), and so has [background work](operations.md#how-fast-it-is).
`
}
