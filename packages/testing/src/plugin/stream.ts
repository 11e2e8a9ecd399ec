/** Reads `GET /events/stream` as one of the fixture's people. */
import type { Fixture } from '../fixture.ts'
import type { PersonId } from '../people.ts'
import type { Stand } from './subject.ts'

export interface Listening {
  /** All that was sent up to and with the message that names `id`. */
  until(id: string): Promise<string>
  end(): Promise<void>
}

export async function listen(
  { ground }: Stand,
  { tenantId }: Fixture,
  who: PersonId,
): Promise<Listening> {
  const response = await ground.desk.request(`${who}@${tenantId}`, 'GET', '/events/stream')
  const reader = response.body?.getReader()
  if (!response.ok || !reader) throw new Error(`No stream: ${await response.text()}`)
  const decoder = new TextDecoder()
  let sent = ''
  return {
    async until(id) {
      while (!sent.includes(id)) {
        const { value, done } = await reader.read()
        if (done) throw new Error(`The stream ended before it told of ${id}: ${sent}`)
        sent += decoder.decode(value, { stream: true })
      }
      return sent
    },
    end: () => reader.cancel(),
  }
}
