/** The one table, in Markdown. */
import { judge } from './aims.ts'
import type { Measurement } from './measure.ts'
import { sizeName } from './options.ts'
import type { Process } from './process.ts'

const head = [
  ...['case', 'database', 'tickets', 'req/s', 'p50 ms', 'p95 ms', 'CPU µs'],
  ...['(a) req/s', '(a) p50', '(a) p95', '(a) CPU µs', '(b) req/s'],
  ...['÷ (a)', 'CPU ÷ (a)', '÷ (b)', 'cost ÷ smallest', 'aims'],
]

export function tableOf(
  measurements: readonly Measurement[],
  processes: readonly Process[],
): string {
  const rows = [
    ...measurements.map(rowOf),
    ...processes.map(({ title, engine, figure, verdict }) => {
      const cells = head.map(() => '–')
      return [title, engine, '0', figure, ...cells.slice(5), verdict]
    }),
  ]
  return [head, head.map((_, index) => (index < 2 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function rowOf(one: Measurement): string[] {
  const { deskhand, bare, hello } = one
  return [
    one.title,
    one.engine,
    sizeName(one.tickets),
    ...[whole(deskhand.rate), fine(deskhand.p50), fine(deskhand.p95), whole(deskhand.cpu)],
    ...[whole(bare.rate), fine(bare.p50), fine(bare.p95), whole(bare.cpu)],
    whole(hello.rate),
    fine(one.ofBare),
    fine(bare.cpu / deskhand.cpu),
    fine(one.ofHello),
    fine(one.growth),
    judge(one).join('; '),
  ]
}

const whole = (figure: number) => String(Math.round(figure))
const fine = (figure: number) => figure.toFixed(2)
