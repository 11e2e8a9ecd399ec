/** Measures in turn, so that whatever else the machine does meets all of them alike. */
import { type Case, caseNamed, casesFor, headersOf } from './cases.ts'
import type { Engine } from './databases/engine.ts'
import type { EngineName } from './databases/place.ts'
import { load, type Sample } from './load.ts'
import { median } from './median.ts'
import type { Options } from './options.ts'
import { type Server, startServer } from './server/start.ts'

/** Medians over the rounds; the quotients are medians of the quotients of each round. */
export interface Measurement {
  readonly name: Case['name']
  readonly title: string
  readonly kind: Case['kind']
  readonly engine: EngineName
  readonly tickets: number
  readonly deskhand: Sample
  readonly bare: Sample
  readonly hello: Sample
  /** Requests a second beside the bare route's. */
  readonly ofBare: number
  readonly ofHello: number
  /** The bare route's processor time beside the helpdesk's: what the ratio would be on a quiet core. */
  readonly cpuOfBare: number
  /** What a request costs beside one at the smallest size: the quotient of the rates. */
  readonly growth: number
}

interface Contestants {
  readonly tickets: number
  readonly cases: readonly Case[]
  readonly deskhand: Server
  readonly bare: Server
}

type Round = Pick<Measurement, 'deskhand' | 'bare' | 'hello'>

const warmUpSeconds = 1
const warmUpTurns = 8

export async function measure(
  engine: Engine,
  options: Pick<Options, 'sizes' | 'cases' | 'seconds' | 'rounds'>,
  say: (text: string) => void,
): Promise<Measurement[]> {
  const servers: Server[] = []
  const start: typeof startServer = async (settings) => {
    const server = await startServer(settings)
    servers.push(server)
    return server
  }
  try {
    const contestants: Contestants[] = []
    for (const tickets of options.sizes) {
      say(`${engine.name} ${tickets}: seeding`)
      const manifest = await engine.seed(tickets)
      const cases = casesFor(manifest).filter(({ name }) => options.cases.includes(name))
      const place = (label: string) => engine.copy(tickets, label)
      contestants.push({
        tickets,
        cases,
        deskhand: await start({ role: 'deskhand', place: await place('deskhand'), cases: [] }),
        bare: await start({ role: 'bare', place: await place('bare'), cases }),
      })
    }
    const place = await engine.copy(options.sizes[0] as number, 'hello')
    const hello = await start({ role: 'hello', place, cases: [] })

    const measurements: Measurement[] = []
    for (const name of options.cases) {
      const rounds = await measureCase(name, contestants, hello, options)
      const measured = summarise(engine.name, contestants, name, rounds)
      measurements.push(...measured)
      for (const one of measured) say(lineOf(one))
    }
    return measurements
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** The rounds of each size. */
async function measureCase(
  name: string,
  contestants: readonly Contestants[],
  hello: Server,
  { seconds, rounds }: Pick<Options, 'seconds' | 'rounds'>,
): Promise<Round[][]> {
  const measured: Round[][] = contestants.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, { cases, deskhand, bare }] of contestants.entries()) {
      const one = caseNamed(cases, name)
      if (round === 0) {
        for (const server of [deskhand, bare, hello]) await warmUp(server, one, seconds)
      }
      measured[index]?.push({
        deskhand: await load(deskhand, one, seconds),
        bare: await load(bare, one, seconds),
        hello: await load(hello, one, seconds / 2),
      })
    }
  }
  return measured
}

/**
 * Long enough for V8 to have optimised what runs often and for the database to have read what is asked
 * for, also on a machine that is busy.
 */
async function warmUp(server: Server, one: Case, seconds: number): Promise<void> {
  if (one.kind === 'read') {
    for (const path of one.paths) await fetch(server.url + path, { headers: headersOf(one) })
  }
  const each = Math.min(seconds, warmUpSeconds)
  for (let turn = 0, answered = 0; turn < warmUpTurns && answered < 1_000; turn++) {
    answered += (await load(server, one, each)).rate * each
  }
}

function summarise(
  engine: EngineName,
  contestants: readonly Contestants[],
  name: string,
  measured: readonly (readonly Round[])[],
): Measurement[] {
  return contestants.map(({ tickets, cases }, index) => {
    const { kind, title, name: caseName } = caseNamed(cases, name)
    const rounds = measured[index] as readonly Round[]
    const smallest = measured[0] as readonly Round[]
    const middle = (of: keyof Round) => medianSample(rounds.map((round) => round[of]))
    const quotient = (of: (round: Round, index: number) => number) => median(rounds.map(of))
    return {
      name: caseName,
      title,
      kind,
      engine,
      tickets,
      deskhand: middle('deskhand'),
      bare: middle('bare'),
      hello: middle('hello'),
      ofBare: quotient(({ deskhand, bare }) => deskhand.rate / bare.rate),
      ofHello: quotient(({ deskhand, hello }) => deskhand.rate / hello.rate),
      cpuOfBare: quotient(({ deskhand, bare }) => bare.cpu / deskhand.cpu),
      growth: quotient(
        ({ deskhand }, round) => (smallest[round] as Round).deskhand.rate / deskhand.rate,
      ),
    }
  })
}

/** Something to look at while the rest is measured. */
function lineOf({ engine, name, tickets, deskhand, ofBare, cpuOfBare }: Measurement): string {
  const rate = `${Math.round(deskhand.rate)} req/s`
  return `${engine} ${name} ${tickets}: ${rate}, ${ofBare.toFixed(2)} of (a), by CPU ${cpuOfBare.toFixed(2)}`
}

function medianSample(samples: readonly Sample[]): Sample {
  const of = (figure: keyof Sample) => median(samples.map((sample) => sample[figure]))
  return { rate: of('rate'), p50: of('p50'), p95: of('p95'), cpu: of('cpu') }
}
