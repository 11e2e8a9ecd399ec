/** The demo app's own users. In a real app they are rows of its users table. */
import type { Person } from '@deskhand/core'
import type { TeamId } from './teams.ts'

/** A user of the demo: what Deskhand asks a host for, with nothing left out. */
export interface DemoPerson extends Person {
  readonly name: string
  readonly email: string
  readonly teams: readonly TeamId[]
}

interface Organisation {
  readonly id: string
  readonly name: string
  readonly domain: string
}

const larkbook = { id: 'larkbook', name: 'Larkbook', domain: 'larkbook.example' }

const organisations = {
  pottery: { id: 'harbour-pottery', name: 'Harbour Pottery', domain: 'harbourpottery.example' },
  cycling: { id: 'brightside-cycling', name: 'Brightside Cycling', domain: 'brightside.example' },
  physio: { id: 'kestrel-physio', name: 'Kestrel Physio', domain: 'kestrelphysio.example' },
  music: { id: 'oakline-music', name: 'Oakline Music School', domain: 'oakline.example' },
  kayaks: { id: 'saltmarsh-kayaks', name: 'Saltmarsh Kayaks', domain: 'saltmarsh.example' },
  yoga: { id: 'juniper-yoga', name: 'Juniper Yoga', domain: 'juniperyoga.example' },
  photo: { id: 'lumen-studio', name: 'Lumen Studio', domain: 'lumenstudio.example' },
} as const satisfies Record<string, Organisation>

export const customers: readonly DemoPerson[] = [
  customer('ada', 'Ada Lindqvist', organisations.pottery),
  customer('ben', 'Ben Okafor', organisations.cycling),
  customer('clara', 'Clara Whitfield', organisations.pottery),
  customer('dmitri', 'Dmitri Volkov', organisations.physio),
  customer('elena', 'Elena Rossi', organisations.physio),
  customer('farah', 'Farah Nasser', organisations.music),
  customer('gus', 'Gus Hendriks', organisations.music),
  customer('hana', 'Hana Kobayashi', organisations.yoga),
  customer('ines', 'Inês Carvalho', organisations.yoga),
  customer('jonas', 'Jonas Brandt', organisations.kayaks),
  customer('kofi', 'Kofi Mensah', organisations.cycling),
  customer('leila', 'Leila Haddad', organisations.photo),
  customer('marek', 'Marek Nowak', organisations.photo),
  customer('nora', 'Nora Byrne', organisations.kayaks),
  customer('otto', 'Otto Lehtinen', organisations.music),
  customer('priya', 'Priya Raman', organisations.physio),
]

const staff: readonly DemoPerson[] = [
  member('grace', 'Grace Moreau', 'agent', ['support', 'billing']),
  member('hal', 'Hal Svensson', 'agent', ['support', 'platform']),
  member('sue', 'Sue Tanaka', 'supervisor', ['support', 'billing', 'platform']),
  member('root', 'Robin Root', 'admin', []),
]

export const everybody: readonly DemoPerson[] = [...customers, ...staff]

const byId = new Map(everybody.map((person) => [person.id, person]))

export function findPerson(id: string): DemoPerson | undefined {
  return byId.get(id)
}

/** For where the id is written in the code, so that it can only be missing by mistake. */
export function personNamed(id: string): DemoPerson {
  const person = findPerson(id)
  if (!person) throw new Error(`The demo has no person ${JSON.stringify(id)}.`)
  return person
}

function customer(id: string, name: string, organisation: Organisation): DemoPerson {
  return { ...person(id, name, organisation), role: 'customer', teams: [] }
}

function member(
  id: string,
  name: string,
  role: 'agent' | 'supervisor' | 'admin',
  teams: readonly TeamId[],
): DemoPerson {
  return { ...person(id, name, larkbook), role, teams }
}

function person(id: string, name: string, organisation: Organisation) {
  return {
    id,
    name,
    email: `${id}@${organisation.domain}`,
    organisationId: organisation.id,
    organisationName: organisation.name,
  }
}
