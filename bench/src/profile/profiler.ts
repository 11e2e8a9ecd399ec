/** V8's sampling profiler around a piece of work: what `--cpu-prof` writes, without start and warm-up. */
import { type Profiler, Session } from 'node:inspector/promises'

const samplingInterval = 200

export type Profile = Profiler.Profile

export async function profileOf<T>(
  work: () => Promise<T>,
): Promise<{ result: T; profile: Profile }> {
  const session = new Session()
  session.connect()
  try {
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: samplingInterval })
    await session.post('Profiler.start')
    const result = await work()
    const { profile } = await session.post('Profiler.stop')
    return { result, profile }
  } finally {
    session.disconnect()
  }
}
