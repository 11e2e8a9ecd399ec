/** The one table, in Markdown. */
import { judge } from './aims.ts'
import type { Measurement } from './measure.ts'
import { sizeName } from './options.ts'
import { markdownTable } from './section.ts'
import type { Overhead } from './startup/measure.ts'

const columns = [
  ...['case', 'database', 'tickets', 'req/s', 'p50 ms', 'p95 ms', 'CPU µs'],
  ...['(a) req/s', '(a) p50', '(a) p95', '(a) CPU µs', '(b) req/s', '(b) p50', '(b) p95'],
  ...['÷ (a)', 'CPU (a) ÷', '÷ (b)', '× smallest', 'aims'],
] as const

type Cells = Partial<Record<(typeof columns)[number], string>>

export function tableOf(
  measurements: readonly Measurement[],
  overheads: readonly Overhead[],
): string {
  const rows = [...measurements.map(cellsOf), ...overheads.map(overheadCells)]
  return markdownTable(
    columns,
    ['case', 'database', 'aims'],
    rows.map((cells) => columns.map((name) => cells[name] ?? '–')),
  )
}

function cellsOf(one: Measurement): Cells {
  const { deskhand, bare, hello } = one
  return {
    case: one.title,
    database: one.engine,
    tickets: sizeName(one.tickets),
    'req/s': whole(deskhand.rate),
    'p50 ms': fine(deskhand.p50),
    'p95 ms': fine(deskhand.p95),
    'CPU µs': whole(deskhand.cpu),
    '(a) req/s': whole(bare.rate),
    '(a) p50': fine(bare.p50),
    '(a) p95': fine(bare.p95),
    '(a) CPU µs': whole(bare.cpu),
    '(b) req/s': whole(hello.rate),
    '(b) p50': fine(hello.p50),
    '(b) p95': fine(hello.p95),
    '÷ (a)': fine(one.ofBare),
    'CPU (a) ÷': fine(one.cpuOfBare),
    '÷ (b)': fine(one.ofHello),
    '× smallest': fine(one.growth),
    aims: judge(one).join('; '),
  }
}

function overheadCells({ title, deskhand, bare, hello, ratio, verdict }: Overhead): Cells {
  return {
    case: title,
    database: 'sqlite',
    tickets: '0',
    'req/s': deskhand,
    '(a) req/s': bare,
    '(b) req/s': hello,
    '÷ (a)': ratio,
    aims: verdict,
  }
}

const whole = (figure: number) => String(Math.round(figure))
const fine = (figure: number) => figure.toFixed(2)
