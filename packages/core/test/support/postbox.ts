/** A plugin that gives tests a call of its own, as a mail plugin has one. */
import { person } from '@deskhand/testing'
import type { Call, Trust } from '../../src/api/call.ts'
import type { HelpdeskPlugin } from '../../src/plugin/contract.ts'
import type { PersonId } from './people.ts'

export const postbox = {
  id: 'postbox',
  version: '1.0.0',
  core: '>=0.0.0 <1.0.0',
  setup: () => ({ api: (call: Call) => ({ call }) }),
} as const satisfies HelpdeskPlugin

/** Writes as a person, by mail. Without a `trust` the call is not trusted. */
export const byMail = (desk: PostboxDesk, id: PersonId, trust?: Trust): Call =>
  systemOf(desk).actAs(person(id), 'mail', trust)

export const systemOf = (desk: PostboxDesk): Call => desk.as('root').postbox.call.asSystem()

interface PostboxDesk {
  as(id: PersonId): { readonly postbox: { readonly call: Call } }
}
