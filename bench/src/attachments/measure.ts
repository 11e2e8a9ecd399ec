/** The helpdesk and the bare routes in turn, so that whatever else the machine does meets both. */
import { atLeast, atMost } from '../aims.ts'
import { median } from '../median.ts'
import type { Role } from './protocol.ts'
import { type FileServer, startFileServer } from './start.ts'
import { discard, download, type Timed, ticketWith, upload } from './transfer.ts'

const megabyte = 2 ** 20

export interface Options {
  /** How often each thing is measured on each side. */
  readonly rounds: number
  /** How often servers are started to measure their memory. */
  readonly starts: number
  /** Uploads at the same time, for memory. */
  readonly parallel: number
  /** Megabytes of each of them. */
  readonly parallelSize: number
}

/** A line of the table. */
export interface Line {
  readonly title: string
  readonly deskhand: string
  readonly bare: string
  readonly ratio: string
  /** The server's processor time beside the bare one's. */
  readonly cpu: string
  readonly aim: string
}

type Sides = Readonly<Record<Role, FileServer>>
/** Milliseconds: until the answer was there, and of the server's processor time. */
interface Cost {
  readonly ms: number
  readonly cpu: number
}

type Costs = Readonly<Record<Role, Cost>>

export async function measure(
  folder: string,
  options: Options,
  say: (text: string) => void,
): Promise<Line[]> {
  const lines: Line[] = []
  const add = (line: Line) => {
    lines.push(line)
    say(`${line.title}: ${line.deskhand}, bare ${line.bare}, ${line.ratio}, CPU ${line.cpu}`)
  }
  await withServers(folder, async (sides) => {
    add(uploadLine(10, await uploads(sides, 10 * megabyte, options.rounds)))
    add(uploadLine(1, await uploads(sides, megabyte, options.rounds)))
    add(downloadLine(await downloads(sides, 10 * megabyte, options.rounds)))
  })
  // Other processes, whose memory has known nothing else.
  const grown: Peaks[] = []
  for (let start = 0; start < options.starts; start++) {
    await withServers(folder, async (sides) => void grown.push(await peaks(sides, options)))
  }
  add(memoryLine(grown, options))
  return lines
}

async function withServers(folder: string, work: (sides: Sides) => Promise<void>): Promise<void> {
  const deskhand = await startFileServer('deskhand', folder)
  const bare = await startFileServer('bare', folder)
  try {
    await work({ deskhand, bare })
  } finally {
    await Promise.all([deskhand.stop(), bare.stop()])
  }
}

/** The first rounds are for V8 and are not counted. */
async function inTurn(
  rounds: number,
  work: (role: Role) => Promise<Cost>,
): Promise<readonly Costs[]> {
  const warmUp = Math.ceil(rounds / 3)
  const times: Costs[] = []
  for (let round = 0; round < rounds + warmUp; round++) {
    // Who begins changes, so that neither always has the disk as the other has left it.
    const order: Role[] = round % 2 ? ['deskhand', 'bare'] : ['bare', 'deskhand']
    const one: Partial<Record<Role, Cost>> = {}
    for (const role of order) one[role] = await work(role)
    if (round >= warmUp) times.push(one as Costs)
  }
  return times
}

async function costOf<Result>(
  server: FileServer,
  work: () => Promise<Timed<Result>>,
): Promise<Cost & Timed<Result>> {
  const before = await server.ask('usage')
  const timed = await work()
  return { ...timed, cpu: (await server.ask('usage')).cpu - before.cpu }
}

function uploads(sides: Sides, size: number, rounds: number): Promise<readonly Costs[]> {
  return inTurn(rounds, async (role) => {
    const { result, ...cost } = await costOf(sides[role], () => upload(sides[role], size))
    await discard(sides[role], result.id)
    return cost
  })
}

async function downloads(sides: Sides, size: number, rounds: number): Promise<readonly Costs[]> {
  const fileOf = async (role: Role) => {
    const { id } = (await upload(sides[role], size)).result
    return { id, ticketId: await ticketWith(sides[role], id) }
  }
  const files = { deskhand: await fileOf('deskhand'), bare: await fileOf('bare') }
  return inTurn(rounds, async (role) => {
    const { ticketId, id } = files[role]
    const work = () => download(sides[role], ticketId, id)
    const { result, ...cost } = await costOf(sides[role], work)
    if (result !== size) throw new Error(`${role}: ${result} bytes came instead of ${size}.`)
    return cost
  })
}

/** In megabytes over idle. */
type Peaks = Readonly<Record<Role, number>>

async function peaks(sides: Sides, { parallel, parallelSize }: Options): Promise<Peaks> {
  const grown = async (server: FileServer) => {
    await discard(server, (await upload(server, megabyte)).result.id)
    const { rss } = await server.ask('idle')
    const sent = Array.from({ length: parallel }, () => upload(server, parallelSize * megabyte))
    await Promise.all(sent)
    return ((await server.ask('usage')).peak - rss) / megabyte
  }
  return { deskhand: await grown(sides.deskhand), bare: await grown(sides.bare) }
}

function memoryLine(grown: readonly Peaks[], { parallel, parallelSize }: Options): Line {
  const deskhand = median(grown.map((peak) => peak.deskhand))
  const bare = median(grown.map((peak) => peak.bare))
  return {
    title: `peak memory over idle, ${parallel} uploads of ${parallelSize} MB at once`,
    deskhand: `${deskhand.toFixed(0)} MB`,
    bare: `${bare.toFixed(0)} MB`,
    ratio: '–',
    cpu: '–',
    aim: atMost('MB', deskhand, 100),
  }
}

function uploadLine(megabytes: number, costs: readonly Costs[]): Line {
  const { deskhand, bare, ratio, cpu } = summary(costs)
  return {
    title: `upload of ${megabytes} MB`,
    deskhand: `${deskhand.toFixed(1)} ms`,
    bare: `${bare.toFixed(1)} ms`,
    ratio: `${ratio.toFixed(2)} × the time`,
    cpu: cpu.toFixed(2),
    aim: megabytes === 1 ? atMost('ms', deskhand, 100) : atMost('×', ratio, 1.5),
  }
}

function downloadLine(costs: readonly Costs[]): Line {
  const { deskhand, bare, ratio, cpu } = summary(costs)
  const rate = 1 / ratio
  return {
    title: 'download of 10 MB',
    deskhand: `${deskhand.toFixed(1)} ms`,
    bare: `${bare.toFixed(1)} ms`,
    ratio: `${rate.toFixed(2)} × the rate`,
    cpu: cpu.toFixed(2),
    aim: atLeast('×', rate, 0.8),
  }
}

/** The ratio is the median of each round's own, not of two medians. */
function summary(costs: readonly Costs[]) {
  return {
    deskhand: median(costs.map(({ deskhand }) => deskhand.ms)),
    bare: median(costs.map(({ bare }) => bare.ms)),
    ratio: median(costs.map(({ deskhand, bare }) => deskhand.ms / bare.ms)),
    cpu: median(costs.map(({ deskhand, bare }) => deskhand.cpu / bare.cpu)),
  }
}
