/** What is measured, and what was promised. */
import { atLeast, atMost } from '../aims.ts'
import type { Bench, Line } from './bench.ts'
import type { Cost } from './cost.ts'

export const cases = {
  'loop-delay': loopDelay,
  'keep-up': keepUp,
  replay,
  deliveries,
  services,
} satisfies Record<string, (bench: Bench) => Promise<Line[]>>

export type CaseName = keyof typeof cases

export const caseNames = Object.keys(cases) as CaseName[]

const eventsPerSecond = 200
const mostDeliveries = 20_000
/** Instances of a service: a few, and many. */
const [few, many] = [5, 50]

const none = { beside: '–', ratio: '–', cpu: '–', aim: '–' }

/** Postgres answers over a socket, so its statements do not hold up the event loop. */
async function loopDelay({ engine, sizes, best }: Bench): Promise<Line[]> {
  if (engine !== 'sqlite') return []
  const { p99, longest, cpu, done } = await best(
    'loopDelay',
    { seconds: sizes.seconds },
    (answer) => answer.p99,
  )
  const work = Object.entries(done).map(([name, count]) => `${whole(count)} ${name}`)
  return [
    {
      ...none,
      title: 'delay of the event loop, p99',
      engine,
      figure: `${p99.toFixed(1)} ms`,
      beside: `longest ${longest.toFixed(1)} ms; a second: ${work.join(', ')}`,
      cpu: `${cpu.toFixed(1)} ms`,
      aim: atMost('ms', p99, 25),
    },
  ]
}

async function keepUp({ engine, sizes, best }: Bench): Promise<Line[]> {
  const withParts = (feeds: number, subscribers: number) => {
    const { seconds } = sizes
    const settings = { perSecond: eventsPerSecond, seconds, feeds, subscribers }
    return best('keepUp', settings, ({ cpu }) => cpu)
  }
  const [without, feeds, all] = [
    await withParts(0, 0),
    await withParts(5, 0),
    await withParts(5, 5),
  ]
  const ofFeeds = (feeds.cpu - without.cpu) / 1_000
  const ofSubscribers = (all.cpu - feeds.cpu) / 1_000
  return [
    {
      ...none,
      title: `backlog of 5 feeds and 5 subscribers at ${whole(all.rate)} events/s`,
      engine,
      figure: `${all.backlog} events`,
      cpu: `${whole(all.cpu)} µs`,
      aim: atMost('events', all.backlog, eventsPerSecond),
    },
    {
      ...none,
      title: 'processor time of 5 feeds, for each event',
      engine,
      figure: `${ofFeeds.toFixed(2)} ms`,
      beside: `writing the event ${(without.cpu / 1_000).toFixed(2)} ms`,
      aim: atMost('ms', ofFeeds, 1),
    },
    {
      ...none,
      title: 'processor time of 5 subscribers, for each event',
      engine,
      figure: `${ofSubscribers.toFixed(2)} ms`,
      beside: `writing the event ${(without.cpu / 1_000).toFixed(2)} ms`,
    },
  ]
}

async function replay({ engine, best }: Bench): Promise<Line[]> {
  const deskhand = await best('replay', {}, secondsOf)
  const bare = await best('bareReplay', {}, secondsOf)
  const { events } = deskhand
  return [
    {
      title: `feed that replays ${whole(events)} events`,
      engine,
      ...comparison(deskhand, bare, events),
      aim: atLeast('events/s', events / deskhand.seconds, 5_000),
    },
  ]
}

async function deliveries({ engine, sizes, best }: Bench): Promise<Line[]> {
  const settings = { deliveries: Math.min(sizes.tickets, mostDeliveries) }
  const deskhand = await best('deliveries', settings, secondsOf)
  const bare = await best('bareDeliveries', settings, secondsOf)
  const rate = settings.deliveries / deskhand.seconds
  return [
    {
      title: `${whole(settings.deliveries)} deliveries that do nothing`,
      engine,
      ...comparison(deskhand, bare, settings.deliveries),
      aim: [
        atLeast('deliveries/s', rate, 2_000),
        atMost('CPU ms', deskhand.cpu / settings.deliveries / 1_000, 1),
      ].join('; '),
    },
  ]
}

async function services({ engine, sizes, best }: Bench): Promise<Line[]> {
  const withInstances = (instances: number) =>
    best('services', { instances, seconds: sizes.seconds }, ({ writes }) => writes)
  const [withFew, withMany] = [await withInstances(few), await withInstances(many)]
  return [
    {
      ...none,
      title: `writes of an idle process with ${many} instances of a service`,
      engine,
      figure: `${withMany.writes.toFixed(2)}/s`,
      beside: `with ${few} instances ${withFew.writes.toFixed(2)}/s; statements ${withMany.statements.toFixed(1)}/s and ${withFew.statements.toFixed(1)}/s`,
      // One row every three seconds, and one row more may fall into the time that is watched.
      aim: atMost('writes/s', withMany.writes, 0.5),
    },
  ]
}

const secondsOf = ({ seconds }: Cost) => seconds

/** Rates, their ratio, and the processor time of one thing on both sides. */
function comparison(deskhand: Cost, bare: Cost, count: number) {
  return {
    figure: `${whole(count / deskhand.seconds)}/s`,
    beside: `bare loop ${whole(count / bare.seconds)}/s`,
    ratio: (bare.seconds / deskhand.seconds).toFixed(2),
    cpu: `${whole(deskhand.cpu / count)} µs, bare ${whole(bare.cpu / count)} µs`,
  }
}

const whole = (figure: number) => Math.round(figure).toLocaleString('en')
